// XXH64, XXH3 and XXH128 held against xxHash's own test vectors.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksumOf, createDigest } from '../../src/services/s3/checksum/algorithms.ts';

/** Those of cli/xsum_sanity_check.c with seed 0, and what the same version's xxhash.h (0.8.3) says at the borders of its cases. */
const VECTORS = [
  [0, 'ef46db3751d8e999', '2d06800538d394c2', '99aa06d3014798d86001c324468d497f'],
  [1, 'e934a84adb052768', 'c44bdff4074eecdb', 'a6cd5e9392000f6ac44bdff4074eecdb'],
  [2, '5d48cd60a77e23ff', '7a9978044cb8a8bb', '76750c3c7bf956687a9978044cb8a8bb'],
  [3, 'ff7e1959cb50794a', '54247382a8d6b94d', '20efc49ff02422ea54247382a8d6b94d'],
  [4, '9136a0dca57457ee', 'e5dc74bc51848a51', '970d585ac632bf8e2e7d8d6876a39fe9'],
  [6, 'c72565b7154268a8', '27b56a84cd2d7325', '082afe0b8162d12a3e7039bdda43cfc6'],
  [8, 'cdbcf538e71d1348', '24ccc9acaa9f65e4', '47a7f080d82bb45664c69cab4bb21dc5'],
  [9, '554b1ae991eda6b6', '14d5001c15dd3f2b', '564ef6078950d457ed7ccbc501eb7501'],
  [12, '0723bf50086ead9a', 'a713daf0dfbb77e7', '6e3efd8fc7802b18061a192713f69ad9'],
  [14, '8282dcc4994e35c8', '1ac0bbda2b9fcf03', 'b2623398aa0bda1e352b80797cda6247'],
  [16, '98c90b57fdfcb55c', '981b17d36c7498c9', 'c68c368ecf8a9c05562980258a998629'],
  [17, '0d39a2d051a30c2c', '796f5acd3a60f862', '955fa78643ed3669abbc12d11973d7db'],
  [24, 'f75a6dea42dc5bf4', 'a3fe70bf9d3510eb', '0ce966e4678d37611e7044d28b1b901d'],
  [31, '299b39a290e6d783', '5d516692ca764c50', '301048a7ab476d21ec8365e74dc00653'],
  [32, '18b216492bb44b70', '9feaddbdbf57eed3', '98fc6458710dc2e8278410a17595e3f9'],
  [33, '55c8dc3e578f5b59', 'abfb2d081b400a10', '3103c192ceaa2dede593bc4e5914c9d1'],
  [48, 'fd0feeac7a939933', '397da259ecba1f11', 'a002ac4e5478227ef942219aed80f67b'],
  [64, 'ef558f8acac2b5cd', '9cb48487720ec49d', '6d90e81a9b0fd622efdb6a44690721a9'],
  [65, 'de0f20dc2631af7a', 'fd81aac4bebc3883', '6c074d65e54db85afe2f650fa500ec6e'],
  [80, '99bd5d25eb211099', 'bcdefbbb2c47c90a', 'fdf2cefde9eaac8a454ae6bf7a8a532d'],
  [81, 'cb329a8f102f05bc', '7bc96f2ee88df87d', '4952f58181ab00425e8bafb9f95fb803'],
  [96, '105064e743edd1d9', '935a769a7f94776f', 'd9d0b885f56c93f1e9324473ea9afebe'],
  [97, '097b16e4e9b0a2e3', 'ca4ca268fd3c3a6c', '09dff37faa6b284c7c87228ae9671ba7'],
  [128, '90ca021457d96dc5', 'fcff24126754d861', '39992220e045260aebb15e34a7fb5ab1'],
  [129, '41c280132d697aba', '98f1b0a679a2ca29', '03815fc91f1b30b686c9e3bc8f0a3b5c'],
  [144, '47999f1f28ec88a6', 'c440d47e5f03fe58', '19a5ee4a79aa51237a9080376c0e4b95'],
  [160, '5b11efe8de350a3b', '9d03a319ed4cbd2b', 'ba5d218964b622ad737126c8d7c09cee'],
  [195, '52b73ecdb3ef30e4', 'cd94217ee362ec3a', '7729543a26b207ee3fb593c086a66075'],
  [222, 'b641ae8cb691c174', 'b9163b558664d356', '337e09641b948717f1aebd597cec6b3a'],
  [240, 'b81838d483baee53', '81c3c2b67f568ccf', 'aa4202daa2769dc85c9aae94c8ebe5a0'],
  [241, '95d76c8b4d8fc4d6', 'c5a639ecd2030e5e', '99a80ecf0ecfc647c5a639ecd2030e5e'],
  [256, '5e3f5bf94d574981', '55de574ad89d0ac5', '8b1c66091423d28855de574ad89d0ac5'],
  [257, 'd36cf327dcf12221', 'b17fd5a8ae75bb0b', 'f15fee7f9f457599b17fd5a8ae75bb0b'],
  [320, 'e770cc78cd4c49d4', '75620d350ff5c694', '2c6021659f44e8d375620d350ff5c694'],
  [403, 'd99858fee82283df', 'cdeb804d65c6dea4', '1b6de21e332dd73dcdeb804d65c6dea4'],
  [512, '4358d2fdd62b58a7', '617e49599013cb6b', '18d2d110dcc9bca1617e49599013cb6b'],
  [1024, '4775bf7cace4d177', 'dd85c9b5c1109c5c', '0d30d24071c64c57dd85c9b5c1109c5c'],
  [1025, '847fa6006d7c2ac0', 'd870c0fa13211c6a', 'fd3ee4fe7f2954c6d870c0fa13211c6a'],
  [1088, 'fd460a306f72cb1b', 'cc1450ea6b52a8f4', 'e0fa3b9e9fb69d83cc1450ea6b52a8f4'],
  [2048, '5940f2752bc04387', 'dd59e2c3a5f038e0', 'f736557fd47073a5dd59e2c3a5f038e0'],
  [2099, '3301c88334afd200', 'c6b9d9b3fc9ac765', 'ad48ae0a0951dc52c6b9d9b3fc9ac765'],
  [2240, 'a4edb3c85b99b1d9', '6e73a90539cf2948', 'ccb134fbfa7ce49d6e73a90539cf2948'],
  [2367, 'a82418ddec0ea581', 'cb37aeb9e5d361ed', 'e89c0f6ff369b427cb37aeb9e5d361ed'],
] as const;

/** The buffer that those vectors hash. */
const BYTES = (() => {
  const bytes = Buffer.alloc(150_000);
  let generator = 2654435761n;
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = Number(generator >> 56n);
    generator = BigInt.asUintN(64, generator * 11400714785074694797n);
  }
  return bytes;
})();
const ALGORITHMS = ['XXHASH64', 'XXHASH3', 'XXHASH128'] as const;
const hex = (base64: string) => Buffer.from(base64, 'base64').toString('hex');

describe('xxHash', () => {
  it.each(VECTORS)('of %i bytes is what its authors publish', (length, ...expected) => {
    const body = BYTES.subarray(0, length);
    expect(ALGORITHMS.map((algorithm) => hex(checksumOf(algorithm, body)))).toEqual(expected);
  });

  it.each(ALGORITHMS)('%s does not depend on how the bytes come', (algorithm) => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 12 }), (lengths) => {
        const digest = createDigest(algorithm);
        let at = 0;
        for (const length of lengths) {
          digest.update(BYTES.subarray(at, at + length));
          at += length;
        }
        expect(digest.digest().toString('base64')).toBe(checksumOf(algorithm, BYTES.subarray(0, at)));
      }),
    );
  });

  it.each(ALGORITHMS)('%s of more than fits into a buffer does not either', (algorithm) => {
    const digest = createDigest(algorithm);
    for (const [from, to] of [
      [0, 70_001],
      [70_001, 70_001],
      [70_001, 149_999],
    ]) {
      digest.update(BYTES.subarray(from, to));
    }
    expect(digest.digest().toString('base64')).toBe(checksumOf(algorithm, BYTES.subarray(0, 149_999)));
  });
});
