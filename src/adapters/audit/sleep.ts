const cell = new Int32Array(new SharedArrayBuffer(4));

/** Blocks this thread without using the processor; fractions of a millisecond count. */
export function sleep(milliseconds: number): void {
  Atomics.wait(cell, 0, 0, milliseconds);
}
