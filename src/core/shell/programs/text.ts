import type { ProgramGroup } from './types.ts';

/** Programs that read text, select from it and change it. */
export const text: ProgramGroup = {
  wc: { operands: 'read', values: { read: '--files0-from' }, prints: 'word' },
  sort: {
    operands: 'read',
    values: {
      word: '-k --key -t --field-separator -S --buffer-size --parallel --sort --batch-size',
      write: '-o --output',
      read: '--files0-from --random-source',
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
    switches: [{ on: '-e --echo', operands: 'word' }],
    prints: 'filter',
  },
  'cut|paste|join|comm': {
    operands: 'read',
    values: {
      word: '-d --delimiter --delimiters -f --fields -c --characters -b --bytes -t -1 -2 -j -o -a -v -e --output-delimiter',
    },
    prints: 'part',
  },
  'diff|cmp|sdiff|diff3|colordiff|delta|difft|wdiff|icdiff|git-delta': {
    operands: 'read',
    values: {
      word: '-U --unified -C --context -I --ignore-matching-lines -x --exclude -W --width -L --label -n --bytes -i --ignore-initial -F --show-function-line --color -p',
      read: '-X --exclude-from --from-file --to-file -S',
      write: '-o --output',
    },
    recursive: '-r --recursive',
  },
  'od|hd': { operands: 'read', values: { word: '-A -j -N -w -S --endian --format -t' } },
  hexdump: { operands: 'read', values: { word: '-e -n -s -l', read: '-f' } },
  strings: {
    operands: 'read',
    values: { word: '-n -e -t -T --bytes --radix --encoding --target' },
  },
  iconv: {
    operands: 'read',
    values: { word: '-f -t --from-code --to-code', write: '-o --output' },
  },
  pv: { operands: 'read', values: { word: '-s -L -N -i -F -B -w --size', write: '-o --output' } },
  column: {
    operands: 'read',
    values: {
      word: '-s -c -o -N -H -R -T -O -W -E -n -i -l -p -r --separator --output-width --table-columns',
    },
  },
  fold: { operands: 'read', values: { word: '-w --width' } },
  fmt: { operands: 'read', values: { word: '-w --width -p --prefix -g --goal' } },
  pr: {
    operands: 'read',
    values: { word: '-h --header -l --length -o --indent -w -W --width -N' },
  },
  'expand|unexpand': { operands: 'read', values: { word: '-t --tabs' } },
  'colrm|ul|look': { operands: 'perhaps', values: { word: '-t' } },
  'bat|batcat': {
    operands: 'read',
    values: {
      word: '-l --language --theme --style -r --line-range -H --highlight-line --wrap --color --paging --tabs -m --map-syntax --pager --file-name --terminal-width --decorations --italic-text',
    },
  },
  date: {
    silent: true,
    operands: 'word',
    values: { read: '-f --file', word: '-d --date -s --set -v -I', mention: '-r --reference' },
    prints: 'word',
  },
  history: { silent: true, operands: 'perhaps', values: { perhaps: '-r -n -w -a', word: '-d' } },
  bind: {
    silent: true,
    operands: 'word',
    values: { read: '-f', command: '-x', word: '-m -q -u -r' },
  },
  tr: { values: {}, special: 'transform' },
  rev: { operands: 'read', special: 'transform' },
  'sed|gsed': {
    special: 'streamEditor',
    first: 'code',
    firstGivenBy: '-e --expression -f --file',
    operands: 'read',
    values: { code: '-e --expression', read: '-f --file', word: '-l --line-length' },
    optional: '-i',
    switches: [{ on: '-i --in-place', operands: 'rewrite' }],
    prints: 'part',
  },
  'awk|gawk|mawk|nawk|goawk': {
    first: 'code',
    firstGivenBy: '-f --file -e --source',
    operands: 'read',
    values: {
      word: '-F --field-separator -v --assign',
      read: '-f --file -i --include',
      code: '-e --source',
      write: '-o -p -d',
    },
    prints: 'part',
  },
  'perl-rename|prename': { first: 'word', operands: 'write' },
  'jq|gojq|jaq': {
    first: 'word',
    firstGivenBy: '-f --from-file',
    operands: 'read',
    values: {
      read: '-f --from-file --rawfile --slurpfile --argfile',
      word: '--arg --argjson --indent',
      directory: '-L',
    },
    switches: [{ on: '--args --jsonargs', operands: 'word' }],
  },
  'yq|dasel|fx|xq|tomlq|gron|miller|mlr|xsv|qsv|csvcut|csvlook|csvgrep|csvjson': {
    operands: 'perhaps',
    values: {
      read: '-f --from-file',
      word: '--arg --argjson -o --output-format -p --input-format -I --indent',
    },
    switches: [{ on: '-i --inplace --in-place', operands: 'perhaps' }],
  },
  xmllint: {
    operands: 'read',
    singleDash: true,
    values: {
      write: '--output -o',
      word: '--xpath --encode --pretty --maxmem',
      read: '--schema --relaxng --dtdvalid --path',
    },
  },
  xsltproc: {
    operands: 'read',
    singleDash: true,
    values: { write: '-o --output', word: '--param --stringparam' },
  },
  patch: {
    first: 'rewrite',
    operands: 'read',
    values: {
      read: '-i --input',
      write: '-o --output -r --reject-file',
      chdir: '-d --directory',
      word: '-p --strip -F --fuzz -B --prefix -z --suffix -V -D --ifdef -Y',
    },
  },
  'envsubst|figlet|cowsay|lolcat|toilet|banner': { operands: 'word', prints: 'word' },
  'ed|ex|red': {
    operands: 'rewrite',
    values: { code: '-c', read: '-S -u', word: '-p --prompt' },
    stdinIsCode: true,
  },
  'vi|vim|nvim|vimdiff|gvim|nano|pico|emacs|emacsclient|micro|helix|hx|kak|joe': {
    operands: 'rewrite',
    values: {
      code: '-c --cmd --eval -eval --execute',
      script: '-S -u -U -l --load',
      word: '-t -T -n --name',
      write: '-w -W',
      read: '-i -q',
    },
  },
  'code|code-insiders|cursor|subl|mate|zed|windsurf|idea|pycharm|webstorm': {
    operands: 'mention',
    values: {
      word: '--install-extension --uninstall-extension --profile -g --goto',
      directory: '--user-data-dir --extensions-dir',
    },
  },
  'tsort|ptx|dos2unix|unix2dos|enscript|pandoc|asciidoctor|rst2html|groff|hunspell|aspell': {
    operands: 'perhaps',
    values: { write: '-o --output', perhaps: '-f -t --from --to --template --css' },
  },
  'nroff|troff|a2ps|m4|spell|style': { operands: 'read', values: { word: '-m -T -D -U -s' } },
  man: {
    operands: 'word',
    values: {
      perhaps: '-l --local-file -C --config-file -M',
      command: '-P --pager',
      word: '-L -m -S -s -e -E -p -r',
    },
    switches: [{ on: '-l --local-file', operands: 'read' }],
    special: 'manual',
  },
  'apropos|whatis|tldr|info': { operands: 'word', values: {} },
};
