import type { HookAnswer } from '../../ports/agent.ts';

/** Any failure in words on stderr with exit code 2: what, by which code, and the way out. Never empty. */
export function refusal(error: unknown): HookAnswer {
  const { code, message, remedy } = describe(error);
  const way = remedy === '' ? 'Run `pinfold status` to see what is wrong.' : remedy;
  return {
    stdout: '',
    stderr: `Pinfold blocked this because it could not check it. ${message} ${way} [${code}]\n`,
    exitCode: 2,
  };
}

function describe(error: unknown): { code: string; message: string; remedy: string } {
  if (!(error instanceof Error))
    return { code: 'PF-INTERNAL', message: 'An unknown error.', remedy: '' };
  const code = property(error, 'code');
  const known = code.startsWith('PF-');
  // The text of an unforeseen error may quote what was being read: only its kind is shown.
  return {
    code: known ? code : 'PF-INTERNAL',
    message: known
      ? error.message
      : `An unforeseen error (${error.name}${code === '' ? '' : ` ${code}`}).`,
    remedy: property(error, 'remedy'),
  };
}

function property(error: Error, name: string): string {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : '';
}
