import { exactText, type Field } from './words/field.ts';

/**
 * Recognises what was written for PowerShell or cmd and not for this shell. Such text is not followed yet, so that it
 * is asked about; a word counts only where no program of a POSIX system is used like that.
 */

const powerShell = 'this is PowerShell, which is not followed yet';
const cmd = 'this is a command of Windows, which is not followed yet';

/** Why a program with these arguments is none of a POSIX system; null where it may be one. */
export function foreignCommand(name: string, words: readonly Field[]): string | null {
  if (isCmdlet(name)) return powerShell;
  const lower = name.toLowerCase();
  if (windowsPrograms.has(lower)) return cmd;
  if (cmdNames.has(lower) && words.some((word) => isSwitch(exactText(word)))) return cmd;
  if (lower === 'reg' && words.some((word) => registryKey.test(exactText(word) ?? ''))) return cmd;
  if (powerShellAliases.has(lower) && words.some((word) => isParameter(exactText(word)))) {
    return powerShell;
  }
  // `$env:PATH`: here that is a variable `env` and the text `:PATH`.
  return words.some((word) => isEnvironmentDrive(word)) ? powerShell : null;
}

/** The same for a program whose name comes from a variable: `$env:X = 1`, `$x = Get-Date`. */
export function foreignName(name: Field, words: readonly Field[]): string | null {
  const [first, second, ...more] = name.pieces;
  if (first?.kind !== 'inherited') return null;
  const assigned = words[0] !== undefined && /^[-+*/]?=$/.test(exactText(words[0]) ?? '');
  if (second === undefined) return assigned ? powerShell : null;
  const drive = first.name.toLowerCase() === 'env' && more.length === 0;
  return drive && second.kind === 'text' && /^:\w+(?:=|$)/.test(second.text) ? powerShell : null;
}

/**
 * The same for words as they were typed: unquoted, `C:\x` and `%TEMP%` are no words of this shell.
 *
 * @param words - source text of the words, the program's name first.
 */
export function foreignWords(words: readonly string[]): string | null {
  const [name = '', ...rest] = words;
  const local = cmdNames.has(name.toLowerCase()) || takesDrives.has(name.toLowerCase());
  const foreign = rest.some((word) => namesVariable(word) || (local && /^[A-Za-z]:\\/.test(word)));
  return foreign || /^[A-Za-z]:\\./.test(name) || namesVariable(name) ? cmd : null;
}

/** Most words hold no `%`, and a young process takes its time over a long expression. */
function namesVariable(word: string): boolean {
  return word.includes('%') && commonVariable.test(word);
}

/** Why text that cannot be parsed cannot be: it may be PowerShell. */
export function whyUnparsed(text: string): string {
  const starts = text
    .slice(0, 4_096)
    .matchAll(/(?:^|[;|&({=\n])\s{0,8}([A-Za-z]{2,20}-[A-Za-z]{3,40})(?![\w.-])/g);
  for (const [, name = ''] of starts) if (isCmdlet(name)) return powerShell;
  if (/(?:^|[\s(=])\[[A-Z][\w.]{2,80}\]::[A-Za-z]/.test(text.slice(0, 4_096))) return powerShell;
  return 'the command cannot be parsed';
}

/** `Get-Content`; in small letters only the names that are used most, for `add-apt-repository` is no cmdlet. */
function isCmdlet(name: string): boolean {
  const dash = name.indexOf('-');
  if (dash < 0) return false;
  if (!/^[A-Za-z]{2,20}-[A-Za-z]{2,60}$/.test(name)) return false;
  if (/^[A-Z][A-Za-z]*-[A-Z]/.test(name)) return verbs.has(name.slice(0, dash).toLowerCase());
  return commonCmdlets.has(name.toLowerCase());
}

/** `/q`, `/s`, `//c`, `/a:h`, `/add`. */
function isSwitch(word: string | null): boolean {
  return word !== null && /^\/\/?(?:[a-z?]|[a-z]:\S*|add|delete|domain|f[iot])$/i.test(word);
}

function isParameter(word: string | null): boolean {
  return word !== null && parameters.has(word.toLowerCase()) && /^-[A-Z]/.test(word);
}

function isEnvironmentDrive({ pieces: [first, second] }: Field): boolean {
  if (first?.kind !== 'inherited' || second?.kind !== 'text') return false;
  // `image-$env:latest` is a tag; names of settings are in capitals, or well known.
  return first.name.toLowerCase() === 'env' && driveVariable.test(second.text);
}

const driveVariable =
  /^:(?:[A-Z][A-Z0-9_]+|(?:ALLUSERSPROFILE|APPDATA|COMPUTERNAME|HOMEPATH|LOCALAPPDATA|PATH|ProgramData|ProgramFiles|SystemRoot|TEMP|TMP|USERNAME|USERPROFILE|windir))(?!\w)/i;
const commonVariable =
  /^(?:[^'"]*[\\/=;])?%(?:ALLUSERSPROFILE|APPDATA|COMPUTERNAME|COMSPEC|HOMEDRIVE|HOMEPATH|LOCALAPPDATA|PATH|PROGRAMDATA|PROGRAMFILES|SYSTEMROOT|TEMP|TMP|USERNAME|USERPROFILE|WINDIR)%/i;
const registryKey = /^(?:HK(?:LM|CU|CR|U|CC)|HKEY_[A-Z_]+)(?:\\|\/|$)/i;

const verbs: ReadonlySet<string> = new Set(
  'add clear close compare complete compress connect convert convertfrom convertto copy debug disable disconnect dismount enable enter exit expand export find foreach format get group import initialize install invoke join limit measure mount move new out pop protect publish push read receive register remove rename repair reset resize resolve restart restore resume save search select send set show sort split start stop submit suspend sync tee test trace unblock uninstall unlock unprotect unregister update use wait where write'.split(
    ' ',
  ),
);
const commonCmdlets: ReadonlySet<string> = new Set(
  'add-content clear-content compress-archive copy-item expand-archive export-csv foreach-object get-acl get-childitem get-ciminstance get-command get-content get-credential get-date get-help get-item get-itemproperty get-location get-process get-service get-wmiobject import-csv import-module install-module invoke-command invoke-expression invoke-item invoke-restmethod invoke-webrequest join-path move-item new-item new-itemproperty new-object new-psdrive out-file out-null read-host remove-item rename-item resolve-path restart-computer select-object select-string set-acl set-content set-executionpolicy set-item set-itemproperty set-location set-service sort-object start-bitstransfer start-job start-process start-service start-sleep stop-computer stop-process stop-service test-connection test-path where-object write-error write-host write-output'.split(
    ' ',
  ),
);
const windowsPrograms: ReadonlySet<string> = new Set(
  'bcdedit bitsadmin cscript diskpart findstr icacls mklink mshta regsvr32 robocopy rundll32 schtasks setx takeown taskkill tasklist vssadmin wevtutil wmic wscript xcopy'.split(
    ' ',
  ),
);
/** Of cmd; elsewhere they exist at most as somebody's own alias. `dir` is a program of GNU, too. */
const cmdNames: ReadonlySet<string> = new Set(
  'attrib copy del dir erase md move rd ren rename'.split(' '),
);
const takesDrives: ReadonlySet<string> = new Set('cd chdir more start type'.split(' '));
const powerShellAliases: ReadonlySet<string> = new Set(
  'cat cd clear copy cp curl del dir diff echo gc gci gi irm iwr kill ls man mkdir move mv ni ps pwd rd ren rm rmdir sc select sleep sls sort start tee type wget where'.split(
    ' ',
  ),
);
const parameters: ReadonlySet<string> = new Set(
  '-argumentlist -confirm:$false -destination -erroraction -exclude -filepath -filter -force -headers -include -itemtype -literalpath -method -outfile -path -raw -recurse -totalcount -uri -usebasicparsing -value'.split(
    ' ',
  ),
);
