/** The shell analysis as a part of its own: the hook loads it only for shell calls. */
export { analyseShell } from '../../core/shell/index.ts';
