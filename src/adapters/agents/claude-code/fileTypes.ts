/**
 * What Grep's `type` opens, as globs (ripgrep 14, `--type-list`; the types that people use). A type that is not here,
 * or that takes in names of secrets, narrows nothing.
 */
export function typeGlobs(type: string): readonly string[] {
  const globs = Object.hasOwn(types, type) ? types[type] : undefined;
  return globs === undefined ? [] : globs.split(' ');
}

const types: Readonly<Record<string, string>> = {
  c: '*.[chH] *.[chH].in *.cats',
  cpp: '*.[ChH] *.cc *.[ch]pp *.[ch]xx *.hh *.inl *.[ChH].in *.cc.in *.[ch]pp.in *.[ch]xx.in *.hh.in',
  cs: '*.cs',
  csharp: '*.cs',
  css: '*.css *.scss',
  go: '*.go',
  html: '*.htm *.html *.ejs',
  java: '*.java *.jsp *.jspx *.properties',
  js: '*.js *.jsx *.vue *.cjs *.mjs',
  julia: '*.jl',
  kotlin: '*.kt *.kts',
  lua: '*.lua',
  markdown: '*.markdown *.md *.mdown *.mdwn *.mkd *.mkdn *.mdx',
  md: '*.markdown *.md *.mdown *.mdwn *.mkd *.mkdn *.mdx',
  php: '*.php *.php3 *.php4 *.php5 *.php7 *.php8 *.pht *.phtml',
  py: '*.py *.pyi',
  python: '*.py *.pyi',
  r: '*.R *.r *.Rmd *.rmd *.Rnw *.rnw',
  rst: '*.rst',
  ruby: '*.rb *.rbw *.gemspec config.ru Gemfile .irbrc Rakefile',
  rust: '*.rs',
  scala: '*.scala *.sbt',
  sql: '*.sql *.psql',
  svelte: '*.svelte',
  swift: '*.swift',
  tex: '*.tex *.ltx *.cls *.sty *.bib *.dtx *.ins',
  ts: '*.ts *.tsx *.cts *.mts',
  typescript: '*.ts *.tsx *.cts *.mts',
  txt: '*.txt',
  vue: '*.vue',
};
