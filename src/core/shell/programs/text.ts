import type { ProgramGroup } from './types.ts';

/** Programs that read text, select from it and change it. */
export const text: ProgramGroup = {
  wc: { operands: 'measure', values: { names: '--files0-from' }, prints: 'word' },
  sort: {
    operands: 'read',
    values: {
      word: '-S --buffer-size --parallel --batch-size',
      text: '-k --key -t --field-separator --sort',
      write: '-o --output',
      names: '--files0-from',
      read: '--random-source',
      directory: '-T --temporary-directory',
      command: '--compress-program',
    },
    prints: 'filter',
  },
  uniq: {
    first: 'read',
    last: 'write',
    values: { word: '-f --skip-fields -s --skip-chars -w --check-chars' },
    prints: 'filter',
  },
  shuf: {
    operands: 'read',
    values: {
      word: '-n --head-count -i --input-range',
      write: '-o --output',
      read: '--random-source',
    },
    switches: [{ on: '-e --echo', operands: 'text' }],
    prints: 'filter',
  },
  'cut|paste|join|comm': {
    operands: 'read',
    values: {
      word: '-1 -2',
      text: '-d --delimiter --delimiters -f --fields -c --characters -b --bytes -t -j -o -a -v -e --output-delimiter',
    },
    prints: 'part',
  },
  'diff|cmp|sdiff|diff3|colordiff|delta|difft|wdiff|icdiff|git-delta': {
    operands: 'read',
    values: {
      word: '-U --unified -C --context -W -n -i --ignore-initial -p',
      text: '-I --ignore-matching-lines -x --exclude --width -L --label --bytes -F --show-function-line --color',
      read: '-X --exclude-from --from-file --to-file -S',
      write: '-o --output',
    },
    recursive: '-r --recursive',
  },
  'od|hd': { operands: 'read', values: { word: '-j -N -w -S --endian', text: '-A --format -t' } },
  hexdump: { operands: 'read', values: { word: '-n -s -l', text: '-e', read: '-f' } },
  strings: {
    operands: 'read',
    values: { word: '-n -T --radix --encoding --target', text: '-e -t --bytes' },
  },
  iconv: {
    operands: 'read',
    values: { word: '-f -t --from-code --to-code', write: '-o --output' },
  },
  pv: {
    operands: 'read',
    values: { word: '-s -L -N -i -F -B -w', text: '--size', write: '-o --output' },
  },
  column: {
    operands: 'read',
    values: {
      word: '-W -E -n -i -l -p -r --output-width --table-columns',
      text: '-s -c -o -N -H -R -T -O --separator',
    },
  },
  fold: { operands: 'read', values: { word: '-w', text: '--width' } },
  fmt: { operands: 'read', values: { word: '-w -g --goal', text: '--width -p --prefix' } },
  pr: {
    operands: 'read',
    values: { word: '-l --length -o --indent -w -W -N', text: '-h --header --width' },
  },
  'expand|unexpand': { operands: 'read', values: { word: '-t --tabs' } },
  'colrm|ul|look': { operands: 'perhaps', values: { word: '-t' } },
  'bat|batcat': {
    operands: 'read',
    values: {
      word: '--paging --tabs --map-syntax --pager --terminal-width --decorations --italic-text',
      text: '-l --language --theme --style -r --line-range -H --highlight-line --wrap --color -m --file-name',
    },
  },
  date: {
    silent: true,
    operands: 'word',
    values: {
      read: '-f --file',
      word: '-v -I',
      text: '-d --date -s --set',
      mention: '-r --reference',
    },
    prints: 'word',
  },
  'history|fc': { silent: true, special: 'shellHistory' },
  bind: {
    silent: true,
    operands: 'word',
    values: { read: '-f', command: '-x', word: '-m -q -u -r' },
  },
  tr: { values: {}, special: 'transform' },
  rev: { operands: 'read', special: 'transform' },
  'perl-rename|prename': { first: 'text', operands: 'write' },
  dasel: {
    operands: 'text',
    values: {
      rewrite: '-f --file',
      write: '-o --out',
      text: '-s --selector -p --parser -r --read -w --write -t --type -v --value -i -m --multiple --format --indent',
    },
  },
  'fx|xq|tomlq|gron|miller|mlr|xsv|qsv|csvcut|csvlook|csvgrep|csvjson': {
    operands: 'perhaps',
    values: {
      read: '-f --from-file',
      word: '-o --output-format -p --input-format -I --indent',
      text: '--arg --argjson',
    },
    switches: [{ on: '-i --inplace --in-place', operands: 'perhaps' }],
  },
  patch: {
    first: 'rewrite',
    operands: 'read',
    values: {
      read: '-i --input',
      write: '-o --output -r --reject-file',
      chdir: '-d --directory',
      word: '-p --strip -F --fuzz -V --ifdef -Y',
      text: '-B --prefix -z --suffix -D',
    },
    brings: {
      format: 'patch',
      from: '-i --input',
      operands: 'second',
      strip: '-p --strip',
      stripsByItself: 'all',
      absolute: 'always',
      unless: '--dry-run -o --output -v --version --help',
    },
  },
  'envsubst|numfmt': { operands: 'text', prints: 'part' },
  lolcat: { operands: 'read', prints: 'part' },
  'figlet|cowsay|toilet|banner': { operands: 'text', prints: 'part' },
  'code|code-insiders|cursor|subl|mate|zed|windsurf|idea|pycharm|webstorm': {
    operands: 'mention',
    values: {
      word: '--install-extension --uninstall-extension --profile -g --goto',
      directory: '--user-data-dir --extensions-dir',
    },
  },
  'tsort|ptx|hunspell|aspell': {
    operands: 'perhaps',
    values: { write: '-o --output', perhaps: '-f -t --from --to --template --css' },
  },
  'spell|style|a2ps|enscript': {
    operands: 'read',
    values: { output: '-o --output -p', text: '-M -T -D -U -s -f -F -P -d' },
  },
  man: {
    operands: 'word',
    values: {
      perhaps: '-l --local-file -C --config-file -M',
      command: '-P --pager',
      word: '-L -m -S -e -E',
      text: '-s -p -r',
    },
    switches: [{ on: '-l --local-file', operands: 'read' }],
    special: 'manual',
  },
  'apropos|whatis|tldr|info': { operands: 'text', values: {} },
};
