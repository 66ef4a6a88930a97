/** Whether an address names this machine. */
export function isHere(target: string): boolean {
  return /^(?:[a-z][\w+.-]*:\/\/)?(?:[^/@]*@)?(?:localhost|[\w-]+\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1\]|::1)(?:[:/?#]|$)/i.test(
    target,
  );
}
