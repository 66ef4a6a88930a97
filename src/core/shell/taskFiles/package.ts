import type { Tasks } from './index.ts';

/**
 * Scripts of a `package.json` (npm's format): `scripts` holds shell text by name, and `pre`/`post` names run around
 * the one that is called.
 */
export function readPackage(file: string, names: readonly string[]): Tasks {
  const scripts = scriptsOf(file);
  const lines = names.flatMap((name) =>
    [`pre${name}`, name, `post${name}`].flatMap((each) => {
      const text = Object.hasOwn(scripts, each) ? scripts[each] : undefined;
      return typeof text === 'string' ? [`(\n${text}\n)`] : [];
    }),
  );
  return { text: lines.join('\n'), variables: new Map() };
}

function scriptsOf(file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(file.replace(/^\uFEFF/, ''));
    const scripts = isObject(value) ? value['scripts'] : undefined;
    return isObject(scripts) ? scripts : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
