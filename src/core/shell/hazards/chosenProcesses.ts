import { forEachChild, type SyntaxNode } from 'unbash';
import type { Statement } from '../../actions/action.ts';

const mostCommands = 400;

/** What is chosen by a listing of processes (or containers) and then ended, stopped or taken hold of. */
export function choosesProcesses(script: SyntaxNode): Statement[] {
  const all = callsIn(script);
  const found: Statement[] = [];
  if (all.some(ends) && all.some(namesGuard)) {
    found.push({ kind: 'tamper', why: 'chooses a guard or an agent to be ended', via: 'kill' });
  }
  let everything = false;
  const visit = (node: SyntaxNode, depth: number): void => {
    if (everything || depth > 200) return;
    if (isOneFlow(node)) everything = endsEverything(callsIn(node), node);
    forEachChild(node, (child) => visit(child, depth + 1));
  };
  visit(script, 0);
  if (everything) {
    const why = 'ends everything that a listing names';
    found.push({ kind: 'destroy', why, via: 'kill', recoverable: true });
  }
  return found;
}

interface Call {
  readonly name: string;
  readonly words: readonly string[];
}

function callsIn(script: SyntaxNode): Call[] {
  const calls: Call[] = [];
  const visit = (node: SyntaxNode, depth: number): void => {
    if (depth > 200 || calls.length >= mostCommands) return;
    if (node.type === 'Command' && node.name !== undefined) {
      const words = node.args.map((word) => (word.type === 'Assignment' ? word.text : word.value));
      calls.push({ name: node.name.value.replace(/^.*\//, ''), words });
    }
    forEachChild(node, (child) => visit(child, depth + 1));
  };
  visit(script, 0);
  return calls;
}

/** A pipeline, a loop, or one command with its substitutions: what one part prints, another gets. */
function isOneFlow(node: SyntaxNode): boolean {
  if (node.type === 'Pipeline') return node.commands.length > 1;
  if (node.type === 'Command') return node.args.length > 0;
  return node.type === 'For' || node.type === 'Select';
}

const enders = /^(?:kill|pkill|killall|taskkill|gdb|lldb|strace|ltrace|renice|fuser)$/;
const wrappers = /^(?:xargs|parallel|sudo|doas|env|nohup|time|command|exec|busybox|timeout)$/;

function ends({ name, words }: Call): boolean {
  if (enders.test(name)) return !words.includes('-0');
  return wrappers.test(name) && words.some((word) => enders.test(word.replace(/^.*\//, '')));
}

const listers = /^(?:ps|pgrep|pidof|grep|egrep|rg|ag|awk|gawk|mawk|sed|perl|lsof|jq)$/;
const guard =
  /pinfold|(?<![\w-])hooks?(?![\w-])|^\W*(?:claude(?:-code)?|codex|gemini(?:-cli)?|copilot|cursor(?:-agent)?|opencode|qwen(?:-code)?|code-server)\W*$/i;

function namesGuard({ name, words }: Call): boolean {
  return listers.test(name) && words.some((word) => guard.test(word.replaceAll(/[[\]]/g, '')));
}

/** What chooses some of the lines. */
function filters({ name, words }: Call): boolean {
  if (/^(?:[ef]?grep|rg|ag|fzf|sk|gum|peco|percol|head|tail|comm|join|look)$/.test(name)) {
    return !words.includes('-v') && !words.includes('-c');
  }
  if (/^(?:[gm]?awk|perl|ruby|jq)$/.test(name)) {
    return words.some(
      (word) => /\/[^/]+\/|==|[<>~]|select\(|\bif\b/.test(word) && !/^NR>\d|^NR ?!= ?1/.test(word),
    );
  }
  return name === 'sed' && words.some((word) => /\/[^/]+\/!?[dp]/.test(word));
}

function listsAll({ name, words }: Call): boolean {
  if (name === 'ps') {
    return !words.some(
      (word) =>
        /^(?:-\w*[CpqtgsG]|--(?:pid|ppid|quick-pid|tty|sid))/.test(word) && !/^-\w*[eA]/.test(word),
    );
  }
  if (name !== 'pgrep') return false;
  const values = new Set(['-u', '-U', '--euid', '--uid', '-d', '--delimiter']);
  const operands = words.filter(
    (word, at) => !word.startsWith('-') && !values.has(words[at - 1] ?? ''),
  );
  return operands.every((word) => /^\.[*+]?$/.test(word));
}

function listsContainers({ name, words }: Call): boolean {
  if (!/^(?:docker|podman|nerdctl|crictl)$/.test(name)) return false;
  const lists = words.some((word) => /^(?:ps|images|ls)$/.test(word));
  return (
    lists &&
    !words.some(
      (word) =>
        /^(?:-f|--filter|-n|--last|-l|--latest|-f\S+|--filter=.*)$/.test(word) ||
        /^[a-z][\w./-]+:/.test(word),
    )
  );
}

function endsContainers({ name, words }: Call): boolean {
  const all = /^(?:docker|podman|nerdctl|crictl)$/.test(name)
    ? words
    : wrappers.test(name) && words.some((word) => /^(?:docker|podman|nerdctl|crictl)$/.test(word))
      ? words
      : [];
  return all.some((word) => /^(?:kill|stop|rm|rmi|prune)$/.test(word));
}

function endsEverything(calls: readonly Call[], node: SyntaxNode): boolean {
  if (calls.some(filters)) return false;
  if (calls.some(ends)) {
    if (calls.some(listsAll)) return true;
    if (node.type === 'For') {
      return (
        node.wordlist?.some((word) => /^\/proc\/(?:\*|\[0-9\]\*|\[1-9\]\*)/.test(word.text)) ===
        true
      );
    }
  }
  return calls.some(endsContainers) && calls.some(listsContainers);
}
