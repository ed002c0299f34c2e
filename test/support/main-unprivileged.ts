// The product as somebody who is not the superuser, who may write everywhere. Static imports are all
// read before the first is evaluated: root goes after the sources, perhaps in a folder of root's alone, are read.
import '../../src/index.ts';
import './give-up-root.ts';
import '../../src/main.ts';
