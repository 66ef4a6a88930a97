type Rows = readonly (readonly [what: string, text: string])[];

/** Texts of `config.toml` with which Codex runs no hooks. */
export const hooksOff: Rows = [
  ['a table', '[features]\nhooks = false\n'],
  ['a dotted name', 'features.hooks = false\n'],
  ['a dotted name with spaces and quotes', 'features . "hooks" = false\n'],
  ['an inline table', 'features = { hooks = false }\n'],
  ['an inline table with a comma at its end', 'features = { "hooks" = false, }\n'],
  ['a letter as an escape', '[features]\n"hook\\u0073" = false\n'],
  ['a letter of the table as an escape', '["feat\\u0075res"]\nhooks = false\n'],
  [
    'behind a text that looks like a table',
    'developer_instructions = """\n[other]\n"""\nfeatures.hooks = false\n',
  ],
  [
    'behind a plain text that looks like a table',
    "developer_instructions = '''\n[other]\n'''\nfeatures.hooks = false\n",
  ],
  ['behind a list that looks like a table', 'notify = [\n"a", "[x]",\n]\nfeatures.hooks = false\n'],
  ['between comments with quotes', '# """\n[features]\nhooks = false\n# """\n'],
  ['a comment behind the table', '[features] # x ]\nhooks=false # """\n'],
  ['lines that end as on Windows', '[features]\r\nhooks = false\r\n'],
  ['a byte order mark', '\uFEFF[features]\nhooks = false\n'],
  ['tabs everywhere', '\t[\tfeatures\t]\n\thooks\t=\tfalse\n'],
];

/** Those that look like it, and with which it runs them. */
export const hooksOn: Rows = [
  ['nothing', ''],
  ['true', '[features]\nhooks = true\n'],
  ['a text', 'developer_instructions = """\n[features]\nhooks = false\n"""\n'],
  ['a comment', '[features]\n# hooks = false\n'],
  ['another table', '[features]\n[tui]\nhooks = false\n'],
];
