/**
 * A shared library that ends every program which loads it with exit code 0, as bytes of an ELF file: what `LD_PRELOAD`
 * can do at its simplest, made by hand so that no compiler is needed. Layout as in the System V ABI, chapters 4 and 5.
 *
 * @throws Error for a processor that it has no code for
 */
export function silentLibrary(arch: string = process.arch): Buffer {
  const known = processors[arch];
  if (known === undefined) throw new Error(`No code for the processor ${arch}.`);
  const file = Buffer.alloc(codeAt + known.code.length);
  Buffer.from('7f454c46020101', 'hex').copy(file);
  file.writeUInt16LE(3, 16); // ET_DYN
  file.writeUInt16LE(known.machine, 18);
  file.writeUInt32LE(1, 20); // EV_CURRENT
  file.writeBigUInt64LE(BigInt(headerSize), 32); // program headers
  file.writeUInt16LE(headerSize, 52);
  file.writeUInt16LE(programHeaderSize, 54);
  file.writeUInt16LE(2, 56);
  const size = BigInt(file.length);
  // The linker writes into the dynamic section, and the code stands in the same segment.
  writeNumbers(file, headerSize, [1n | (7n << 32n), 0n, 0n, 0n, size, size, 0x1000n]); // PT_LOAD
  const dynamicSize = BigInt(16 * 6);
  const dynamic = BigInt(dynamicAt);
  writeNumbers(file, headerSize + programHeaderSize, [
    2n | (6n << 32n), // PT_DYNAMIC
    dynamic,
    dynamic,
    dynamic,
    dynamicSize,
    dynamicSize,
    8n,
  ]);
  const entries: readonly (readonly [tag: bigint, value: bigint])[] = [
    [5n, BigInt(stringsAt)], // DT_STRTAB
    [6n, BigInt(symbolsAt)], // DT_SYMTAB
    [10n, 1n], // DT_STRSZ
    [11n, 24n], // DT_SYMENT
    [12n, BigInt(codeAt)], // DT_INIT
    [0n, 0n],
  ];
  writeNumbers(file, dynamicAt, entries.flat());
  known.code.copy(file, codeAt);
  return file;
}

const headerSize = 64;
const programHeaderSize = 56;
const dynamicAt = headerSize + 2 * programHeaderSize;
/** One symbol that is none, 24 bytes, and one string that is empty. */
const symbolsAt = dynamicAt + 16 * 6;
const stringsAt = symbolsAt + 24;
const codeAt = stringsAt + 8;

/** `exit_group(0)` as the processor has it. */
const processors: Readonly<Record<string, { readonly machine: number; readonly code: Buffer }>> = {
  x64: { machine: 62, code: Buffer.from('31ffb8e70000000f05', 'hex') },
  arm64: { machine: 183, code: Buffer.from('000080d2c80b80d2010000d4', 'hex') },
};

function writeNumbers(file: Buffer, at: number, numbers: readonly bigint[]): void {
  for (const [index, number] of numbers.entries()) file.writeBigUInt64LE(number, at + 8 * index);
}
