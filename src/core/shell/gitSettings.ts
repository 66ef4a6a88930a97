import { exactText, type Field, joinFields, shownText, textField } from './words/field.ts';
import { fork } from './state/scope.ts';
import { touch, type Use } from './reach/touch.ts';

/** Keys whose value git runs as a command. `*` stands for any middle part. */
const commandKeys =
  /^(core\.(pager|editor|sshcommand|askpass|gitproxy|fsmonitor)|sequence\.editor|alias\..+|credential\.(.+\.)?helper|diff\.external|diff\..+\.(command|textconv)|merge\..+\.driver|filter\..+\.(clean|smudge|process)|gpg\.(.+\.)?program|pager\..+|browser\..+\.cmd|man\..+\.cmd|(difftool|mergetool)\..+\.cmd|interactive\.difffilter|trailer\..+\.(command|cmd)|uploadpack\.packobjectshook|remote\..+\.(uploadpack|receivepack|proxy)|submodule\..+\.update|sendemail\..+|web\.browser)$/;

/** Keys that point git at other hooks, settings or remotes' code. */
const redirectingKeys =
  /^(core\.hookspath|init\.templatedir|include\.path|includeif\..+\.path|protocol\.ext\.allow|core\.worktree|core\.attributesfile|safe\.directory|receive\.denycurrentbranch)$/;

/** Values that run nothing of their own. */
const harmlessValue =
  /^(|cat|less( -\w+)*|more|true|false|:|vi|vim|nvim|nano|emacs|code --wait|cursor --wait|delta|diff-so-fancy|store|cache|osxkeychain|manager(-core)?|wincred|libsecret|!gh auth git-credential|gpg2?|ssh-keygen|ssh|\d+)$/i;

/**
 * A git setting `key=value`: what it runs is judged, what moves hooks or includes other settings is tampering.
 *
 * @param lasting - written to a settings file (`git config`), not only for one command (`-c`).
 */
export function judgeSetting(field: Field, use: Use, lasting: boolean): void {
  const written = shownText(field);
  const equals = written.indexOf('=');
  const key = (equals < 0 ? written : written.slice(0, equals)).toLowerCase();
  const value = equals < 0 ? '' : written.slice(equals + 1);
  if (redirectingKeys.test(key)) {
    if (key === 'safe.directory' || key === 'core.worktree' || key === 'receive.denycurrentbranch')
      return;
    if (key === 'core.attributesfile') touch('read', textField(value), use);
    else
      use.machine.emit({
        kind: 'tamper',
        why: `git setting ${key} changes which code git runs`,
        via: use.via,
      });
    return;
  }
  if (!commandKeys.test(key)) return;
  const isAlias = key.startsWith('alias.');
  if (isAlias && !value.startsWith('!')) {
    // For one command only: it is about to be used.
    if (!lasting) use.machine.runField(textField(`git ${value}`), fork(use.scope), use.via);
    return;
  }
  const fileMonitorOff = key === 'core.fsmonitor' && /^(true|false|0|1|)$/i.test(value);
  if (fileMonitorOff) return;
  if (exactText(field) !== null && harmlessValue.test(value) && !isAlias) return;
  use.machine.runField(textField(value.replace(/^!/, '')), use.scope, use.via);
  if (lasting) {
    use.machine.emit({
      kind: 'tamper',
      why: `git setting ${key} runs a command later`,
      via: use.via,
    });
  }
}

/** Settings that the environment gives to one call: `GIT_CONFIG_KEY_0` with its value, `GIT_CONFIG_PARAMETERS`. */
export function judgeEnvironmentSettings(use: Use): void {
  const { variables } = use.scope;
  for (const [name, values] of variables) {
    const number = /^GIT_CONFIG_KEY_(\d{1,3})$/.exec(name)?.[1];
    if (number !== undefined) {
      const given = variables.get(`GIT_CONFIG_VALUE_${number}`) ?? [[textField('')]];
      for (const key of values) {
        for (const value of given) {
          judgeSetting(joinFields([...key, textField('='), ...value], ''), use, false);
        }
      }
    } else if (name === 'GIT_CONFIG_PARAMETERS') {
      for (const value of values) judgeParameters(shownText(joinFields(value, ' ')), use);
    } else if (/^GIT_CONFIG_(GLOBAL|SYSTEM)$/.test(name)) {
      for (const value of values) judgeSettingsFile(joinFields(value, ' '), use);
    }
  }
}

/** `'core.pager=cat' 'alias.x'='!sh'`. */
function judgeParameters(text: string, use: Use): void {
  for (const [, quoted, value] of text.matchAll(/'([^'\n]{1,1000})'(?:='([^'\n]{0,1000})')?/g)) {
    judgeSetting(textField(value === undefined ? `${quoted}` : `${quoted}=${value}`), use, false);
  }
}

/** Settings from another file than the user's: none at all is common in tests. */
function judgeSettingsFile(field: Field, use: Use): void {
  if (/^(|\/dev\/null)$/.test(exactText(field) ?? '…')) return;
  touch('read', field, use);
  use.machine.unresolved('takes its settings, which may run code, from another file', use.via);
}
