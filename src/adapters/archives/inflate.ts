/** node's zlib, loaded when the first packed archive comes: that takes several milliseconds, and a patch needs none. */
export function zlib(): typeof import('node:zlib') {
  return process.getBuiltinModule('node:zlib');
}
