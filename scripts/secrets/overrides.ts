/** Rules of gitleaks that are written anew here, each with the reason. RE2's syntax. */
export interface Override {
  readonly pattern: string;
  readonly why: string;
}

const curlGap = '\\bcurl\\b[^\\n]{0,500}?(?:\\n[^\\n]{0,200}?){0,5}?[ \\t\\n\\r]';
const yamlName = '[\\w.-]{1,80}:(?:[ \\t]{0,24}(?:\\||>[-+]?)\\s{1,64}|[ \\t]{0,64})';
const yamlValue = '["\']?[a-z0-9+/]{10,4000}={0,3}["\']?(?:[^a-z0-9+/]|$)';
const yamlData = `\\bdata:(?s:.){0,100}?\\s(${yamlName}${yamlValue})`;
const yamlKind = '\\bkind:[ \\t]{0,24}["\']?\\bsecret\\b["\']?';

const assigned =
  '(?:[ \\t\\w.-]{0,20})[\\s\'"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60\'"\\s=]{0,5}';
const ended = '(?:[\\x60\'"\\s;]|\\\\[nr]|$)';

export const overrides: Readonly<Record<string, Override>> = {
  'curl-auth-header': {
    pattern:
      `${curlGap}(?:-H|--header)(?:=|[ \\t]{0,5})["'](?i:` +
      'Authorization:[ \\t]{0,5}(?:Basic[ \\t]([a-z0-9+/]{8,500}={0,3})|' +
      '(?:Bearer|(?:Api-)?Token)[ \\t]([\\w=~@.+/-]{8,4000})|([\\w=~@.+/-]{8,4000}))|' +
      '(?:X-(?:[a-z]{1,30}-)?)?(?:Api-?)?(?:Key|Token):[ \\t]{0,5}([\\w=~@.+/-]{8,4000})' +
      ')["\'](?:\\B|\\s|\\z)',
    why: 'The gap behind `curl` can be split in many ways in the original; here each line break has one place.',
  },
  'curl-auth-user': {
    pattern:
      `${curlGap}(?:-u|--user)(?:=|[ \\t]{0,5})(?:"(:[^"\\n]{3,200}|[^:"\\n]{3,200}:|[^:"\\n]{3,200}:[^"\\n]{3,200})"|` +
      "'([^:'\\n]{3,200}:[^'\\n]{3,200})'|" +
      '((?:"[^"\\n]{3,200}"|\'[^\'\\n]{3,200}\'|[\\w$@.-]{1,200}):' +
      '(?:"[^"\\n]{3,200}"|\'[^\'\\n]{3,200}\'|[\\w${}@.-]{1,200})))(?:\\s|\\z)',
    why: 'As above: 100 KB of the original take seconds.',
  },
  'kubernetes-secret-yaml': {
    pattern: `(?i)(?:${yamlKind}(?s:.){0,200}?${yamlData}|${yamlData}(?s:.){0,200}?${yamlKind})`,
    why: 'A value ends at a blank, so that its end has one place; templates and empty values are no secrets.',
  },
  'sourcegraph-access-token': {
    pattern:
      '(?i)\\b(sgp_(?:[a-f0-9]{16}|local)_[a-f0-9]{40}|sgp_[a-f0-9]{40})\\b|' +
      `sourcegraph${assigned}([a-f0-9]{40})${ended}`,
    why: 'The original takes every SHA-1 in a file that speaks of Sourcegraph.',
  },
  'vault-service-token': {
    pattern: `\\b(hvs\\.[\\w-]{90,120})${ended}|(?:^|[\\x60'"\\s=:])(s\\.(?i:[a-z0-9]{24}))${ended}`,
    why: 'The old form `s.…` is taken only where a value begins: `this.s.abc` is code.',
  },
  'private-key': {
    pattern: '(?i)-----BEGIN[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----',
    why: 'Keys have no length that a window would hold: the last line is looked for by itself.',
  },
};
