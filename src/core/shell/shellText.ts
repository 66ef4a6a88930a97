/** Whether a program that is started by its path is text for a POSIX shell: by its first line, or for want of one. */
export function isShellText(text: string): boolean {
  if (text.startsWith('#!')) return shellFirstLine.test(text);
  return !text.includes('\0') && !text.startsWith('\u007FELF') && !text.includes('\uFFFD');
}

const shellFirstLine =
  /^#![ \t]*(?:\S*\/)?(?:env[ \t]+(?:-\S+[ \t]+)*(?:\w+=\S*[ \t]+)*)?(?:\S*\/)?(?:ba|da|k|z|a|mk|ya)?sh(?:[ \t\r\n]|$)/;
