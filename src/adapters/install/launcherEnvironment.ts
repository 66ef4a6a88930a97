import type { LauncherFacts } from './launcher.ts';
import { shellWord } from './shellWord.ts';

type EnvironmentFacts = Pick<LauncherFacts, 'state' | 'data' | 'home' | 'recorded'>;

/** Variables of the agent that the hook may see, when they are set. */
const passedOn = ['TMPDIR', 'CLAUDE_CODE_ENTRYPOINT', 'AI_AGENT'];

/** The environment of node as shell words: fixed ones, and those of the agent that are set. */
export function environmentWords(facts: EnvironmentFacts): string[] {
  const fixed = Object.entries(fixedVariables(facts)).map(([name, value]) =>
    shellWord(`${name}=${value}`),
  );
  const caller = ['"PINFOLD_CALLER_HOME=${HOME-}"', '"PINFOLD_CALL=$$.$PPID"'];
  const optional = passedOn.map((name) => `\${${name}+"${name}=$${name}"}`);
  return [...fixed, ...caller, ...optional];
}

function fixedVariables(facts: EnvironmentFacts): Record<string, string> {
  return {
    HOME: facts.home,
    PATH: '/usr/bin:/bin',
    // Harmless to plain node; it makes VS Code's own program a node.
    ELECTRON_RUN_AS_NODE: '1',
    PINFOLD_STATE: facts.state,
    PINFOLD_DATA: facts.data,
    ...facts.recorded,
  };
}

/** For machines without `env`: unsets whatever was exported, then exports the list. */
export function clearEnvironment(facts: EnvironmentFacts): string {
  const kept = passedOn.map((name) => `kept_${name}=\${${name}-} has_${name}=\${${name}+1}`);
  const lines = [
    'PINFOLD_CALLER_HOME=${HOME-}',
    ...kept,
    'set -f',
    "IFS='\n'",
    // A line inside a value may look like a name and unset it too: that only removes more. What bash holds
    // readonly cannot be unset and would end it; node does not care for it.
    'for line in $(export -p); do',
    '  line=${line#export }',
    '  line=${line#declare -x }',
    '  name=${line%%=*}',
    '  case $name in',
    "    '' | [0-9]* | *[!A-Za-z0-9_]* | SHELLOPTS | BASHOPTS | IFS | PPID | PINFOLD_CALLER_HOME | kept_* | has_*) ;;",
    '    *) unset "$name" ;;',
    '  esac',
    'done',
    'unset IFS',
    'set +f',
    ...Object.entries(fixedVariables(facts)).map(
      ([name, value]) => `export ${name}=${shellWord(value)}`,
    ),
    'export PINFOLD_CALLER_HOME',
    'export PINFOLD_CALL=$$.$PPID',
    ...passedOn.map((name) => `case $has_${name} in 1) export ${name}="$kept_${name}" ;; esac`),
  ];
  return lines.join('\n');
}
