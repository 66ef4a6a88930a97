import { isLeftover } from '../hazards/leftovers.ts';
import { dropsDatabase, losesRows } from '../hazards/sql.ts';
import type { Statement } from '../../actions/action.ts';
import { mark, maskCode, type MaskedCode } from './maskCode.ts';

const L = mark;

/** Functions that name what lies in a folder, with the pattern or the folder that they are given. */
const enumerates = new RegExp(
  String.raw`(?:${L}\s{0,9}\)?\s{0,9})?(?:\bglob\.i?glob|(?<![\w.])i?glob(?:Sync|by)?|\.r?glob|\bglobby(?:\.sync|Sync)?|\b(?:fg|fastGlob|fast_glob)\.sync|\bDir\.(?:glob|children|each_child|entries|foreach)|\bDir\s?\[|\bos\.f?walk|\bos\.(?:scandir|listdir)|\breaddir(?:Sync)?|\bFind\.find|\bfind\s?\(|\bscandir|\bopendir|\bRecursiveDirectoryIterator|\bfilepath\.Walk(?:Dir)?|\blist\.files|\breadDir(?:Sync)?|\bwalk(?:Sync)?|\.iterdir)\b\s{0,9}[([]?\s{0,9}(?:${L})?`,
  'g',
);

const deletes =
  /\bunlink(?:Sync)?\b|\b(?:os|shutil|fs|fsp|promises|File|FileUtils|Dir|Deno|Files)\.(?:remove|removeSync|removedirs|rmdir|rmdirSync|rmtree|rm|rmSync|rm_rf|rm_r|rm_f|delete|unlink|truncate|truncateSync|emptyDirSync|deleteIfExists)\b|\brmtree\b|\brmSync\b|\brimraf\b|\bfile\.remove\b|\bos\.Remove(?:All)?\b/;

/**
 * What code in another language loses or takes that no path of its own says: everything that a listing names, the
 * rows of a table, the rights of the administrator, processes without end.
 */
export function codeHazards(code: string, via: string): Statement[] {
  if (code.length > 32_768) return [];
  const masked = maskCode(code);
  const { text, literals } = masked;
  const found: Statement[] = [];
  const lose = (why: string, recoverable: boolean): void => {
    found.push({ kind: 'destroy', why, via, recoverable });
  };
  if (deletesListed(masked)) lose('deletes every file that it finds in a folder', true);
  if (/\.\s?(?:execute\w*|exec|query|run|prepare|raw|do|sql)\b/.test(text)) {
    const kept = literals.some((value) => value.includes(':memory:'));
    if (!kept && literals.some(dropsDatabase))
      lose('drops a database or the accounts in it', false);
    else if (!kept && literals.some(losesRows))
      lose('drops a table or changes all of its rows', true);
  }
  if (endlessForks.test(text) && !/\bwait/.test(text)) {
    lose('starts processes without end, until the machine stands still', false);
  }
  if (becomesRoot.test(text)) {
    found.push({ kind: 'escalate', why: 'takes the rights of the administrator', via });
  }
  if (/\bprivileged["']?\s?[=:]>?\s?(?:True|true|1)\b/.test(text) && /docker|podman/i.test(code)) {
    found.push({ kind: 'escalate', why: 'gives a container the rights of the host', via });
  }
  return found;
}

const endlessForks =
  /(?:while\s?\(?\s?(?:1|true|True)\b|\bloop\s?(?:\{|do)|for\s?\(\s?;\s?;\s?\))[^;]{0,40}\bfork\b|\bfork\(?\)?\s+while\b|while\s?\(?\s?(?:os\.)?fork\b/;

const becomesRoot =
  /\b(?:os|process|posix|Process|POSIX)?(?:\.|::)?set(?:e|re|res)?uid\s?\(\s?0\b|\$[<>(]\s?=\s?0\b|Process::(?:UID|Sys)\.\w+\(\s?0/;

function deletesListed({ text, literals }: MaskedCode): boolean {
  const names = deletes.test(text) || literals.includes('unlink');
  if (!names) return false;
  // What it looks at is narrowed to what tools leave behind, or lies in a folder of its own.
  if (/\bmkdtemp|\btempfile\b|\btmpdir\b/.test(text) || literals.some(isNarrow)) return false;
  return text.search(enumerates) >= 0;
}

function isNarrow(value: string): boolean {
  return (
    value.length < 200 &&
    !/\s/.test(value) &&
    (isLeftover(value) || /^\/(?:var\/)?tmp\//.test(value))
  );
}
