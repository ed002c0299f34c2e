const NOBODY = 65_534;

if (process.getuid?.() === 0) process.setuid?.(NOBODY);
