import type { ProgramFacts, ProgramGroup } from './types.ts';

const tex: ProgramFacts = {
  singleDash: true,
  operands: 'source',
  values: {
    output:
      '-output-directory --output-directory -outdir --outdir -auxdir -aux-directory --auxdir -jobname --jobname',
    text: '-interaction --interaction -fmt --fmt -progname --progname -output-format -synctex',
    code: '-usepretex -e',
    command: '-pdflatex -latex -xelatex -lualatex',
    source: '-r',
  },
  stdinIsCode: 'spelled',
};

const compiler: ProgramFacts = {
  operands: 'source',
  singleDash: true,
  values: {
    write: '-o -MF --output -MJ -dumpdir --serialize-diagnostics -fdiagnostics-output-file',
    read: '-include -imacros -isystem -iquote -idirafter -T -specs --config -fprofile-use -Map',
    perhaps: '-I -L -B -F -isysroot --sysroot',
    text: '-D -U -l -x -std -O -W -f -m -march -MT -MQ -n -e -z -arch -target -Xlinker -Xclang -framework',
  },
  stdinIsCode: 'spelled',
};

/** Programs that are given a text of their own language: what it includes, starts and writes counts. */
export const languages: ProgramGroup = {
  m4: {
    operands: 'source',
    values: {
      text: '-D --define -U --undefine -s --synclines -l -L -t -d -B -H',
      perhaps: '-I --include',
      read: '-R --reload-state',
      write: '-F --freeze-state -o --error-output --debugfile',
    },
    stdinIsCode: 'spelled',
  },
  'groff|troff|nroff|soelim|zsoelim|eqn|tbl|pic|refer|mandoc|grotty|gtroff': {
    operands: 'source',
    values: { text: '-T -m -P -L -d -r -n -o -w -W -f -K -D', perhaps: '-I -M -F' },
    stdinIsCode: 'spelled',
  },
  'tex|latex|pdftex|pdflatex|xetex|xelatex|luatex|lualatex|latexmk|tectonic|bibtex|biber|context|dvips|dvipdfmx|texi2pdf|texi2dvi':
    tex,
  'cc|gcc|g++|c++|clang|clang++|tcc|icc|nvcc|hipcc|as|gas|nasm|yasm|fasm|cpp|gfortran|emcc|em++|mpicc|mpic++|mpicxx|c89|c99|distcc':
    compiler,
  'ld|ld.lld|lld|gold|mold': { ...compiler, operands: 'read' },
  rustc: {
    operands: 'source',
    singleDash: true,
    values: {
      write: '-o --out-dir',
      text: '--edition --emit --crate-type --crate-name -C -A -W -D -F --cfg --target -l --explain --print --error-format --cap-lints',
      perhaps: '-L --extern --sysroot',
    },
    stdinIsCode: 'spelled',
  },
  'ghc|javac|kotlinc|scalac|swiftc|zig|nim|ocamlc|ocamlfind|ocamlopt|dmd|ldc2|fpc|gnatmake|gprbuild|valac|mcs|csc|fsharpc|v|odin|elm|purs|tsc|coffee|nimble':
    {
      operands: 'perhapsSource',
      singleDash: true,
      values: {
        output:
          '-o -out --output -d -outputdir --outDir -outdir --outFile --declarationDir -odir -hidir',
        code: '-e',
        text: '-package -D -XLanguage -O -W -module -target --target --module --lib --jsx --moduleResolution -main',
        perhaps: '-I -L -cp -classpath -i -p --project --rootDir --baseUrl --tsBuildInfoFile',
      },
      switches: [{ on: '--noEmit', operands: 'glimpse' }],
    },
  go: {
    subcommands: {
      env: { special: 'goEnvironment', operands: 'text', prints: 'environment' },
      'run|build|install|vet|test|tool|generate|fmt|mod|get|list|version|clean|doc|work|fix|bug|telemetry|help':
        {
          operands: 'perhapsSource',
          singleDash: true,
          values: {
            write:
              '-o -coverprofile -cpuprofile -memprofile -blockprofile -mutexprofile -trace -outputdir -test.coverprofile',
            text: '-run -count -timeout -tags -ldflags -gcflags -asmflags -p -bench -benchtime -race-level -v -mod -buildmode -coverpkg -covermode -skip -f -fuzz -fuzztime -buildvcs -cover -parallel -short -cpu -json -list -shuffle -vet',
            command: '-exec -toolexec',
            chdir: '-C',
            perhaps: '-modfile -overlay -modcacherw -pkgdir',
          },
        },
    },
    values: { chdir: '-C' },
  },
  gnuplot: {
    operands: 'source',
    values: { code: '-e', text: '-d -p' },
    stdinIsCode: true,
  },
  'terraform|tofu|terragrunt': {
    singleDash: true,
    values: { chdir: '-chdir' },
    subcommands: {
      console: {
        singleDash: true,
        values: { read: '-var-file -state', text: '-var' },
        stdinIsCode: true,
      },
      'init|plan|apply|destroy|validate|fmt|show|output|state|import|refresh|graph|providers|workspace|taint|untaint|get|test|version|login|logout|force-unlock|metadata|modules|run-all|hclfmt':
        {
          operands: 'glimpse',
          singleDash: true,
          values: {
            write: '-out -state-out -backup -generate-config-out -plugin-cache-dir',
            read: '-var-file -state -config',
            text: '-var -target -replace -lock-timeout -parallelism -backend-config -plugin-dir -from-module -type -filter',
          },
        },
    },
  },
  jshell: {
    operands: 'source',
    values: {
      read: '--startup --load',
      text: '-R -J -C --feedback --class-path --module-path --add-modules',
    },
    stdinIsCode: true,
  },
  dotnet: {
    subcommands: {
      'fsi|script': {
        operands: 'script',
        values: {
          script: '--load --use',
          read: '-r --reference',
          code: '--exec -e --eval',
          perhaps: '-I --lib',
        },
        stdinIsCode: true,
      },
      'build|run|test|publish|restore|clean|new|add|remove|list|pack|nuget|tool|sln|format|watch|msbuild|store|workload|vstest|dev-certs|user-secrets|ef':
        {
          operands: 'perhaps',
          values: {
            output: '-o --output --results-directory --artifacts-path --tool-path',
            text: '-c --configuration -f --framework -r --runtime -v --verbosity -n --name --version --source --filter --logger -p --property',
          },
        },
    },
  },
  'csi|fsharpi|fsi|csharp': {
    operands: 'script',
    values: { code: '-e --eval', script: '--load --use' },
    stdinIsCode: true,
  },
  crystal: {
    subcommands: {
      eval: { operands: 'code' },
      'run|build|spec|tool|docs|init|env|play|i|repl': {
        operands: 'perhapsSource',
        values: { write: '-o --output' },
      },
    },
  },
  'octave-cli|maxima|gp|sage|scilab-cli|matlab|ocaml|utop|groovysh|kotlinc-jvm|scala-cli|jrunscript|jjs|bb|clojure|rdmd|pike|slsh|newlisp|janet|fennel|gforth|dc|gprolog|amm|gawk-repl|sash|rexx|regina|bpftrace|stap':
    {
      special: 'interpreter',
      singleDash: true,
      values: {
        code: '-e -E --eval --execute -eval --expr -x -c -r -batch --batch-string --execute-string',
        script: '-f --file -l --load -s --source -q',
        text: '-p -t -D -classpath -cp',
      },
    },
  xmllint: {
    operands: 'source',
    singleDash: true,
    values: {
      write: '--output -o',
      text: '--xpath --encode --pretty --maxmem --pattern',
      read: '--schema --relaxng --dtdvalid --path --schematron --catalogs',
    },
    stdinIsCode: 'spelled',
  },
  'xsltproc|saxon|xalan': {
    operands: 'source',
    singleDash: true,
    values: { write: '-o --output', text: '--param --stringparam --maxdepth', read: '--path' },
    stdinIsCode: 'spelled',
  },
  'xmlstarlet|xml|xidel': {
    operands: 'perhaps',
    values: { text: '-x --xpath -v -t -m -s -n' },
    stdinIsCode: 'spelled',
  },
  puppet: {
    subcommands: {
      apply: {
        operands: 'source',
        values: {
          code: '-e --execute',
          write: '--logdest -l --write-catalog-summary',
          perhaps: '--modulepath',
        },
        stdinIsCode: true,
      },
      'agent|module|resource|config|facts|lookup|parser|epp|help|describe|cert|ssl': {
        operands: 'perhaps',
      },
    },
  },
  'chef-apply|chef-shell|chef-solo|chef-client|itamae|mitamae': {
    operands: 'source',
    escalates: 'changes this machine as its recipe says',
    informs: '-h --help -v --version',
    values: {
      code: '-e --execute',
      read: '-c --config -j --json-attributes',
      text: '-o -l -L -E -N',
    },
    stdinIsCode: true,
  },
  augtool: {
    special: 'joinedCode',
    values: { source: '-f --file', text: '-r --root -I --include -t --transform -l --load-file' },
    stdinIsCode: true,
  },
  'ansible|ansible-console': {
    special: 'ansibleModule',
    values: {
      text: '-m --module-name -a --args -l --limit -f --forks -u --user -c --connection -e --extra-vars -t --tree -B -P -T -M -v',
      read: '--private-key --key-file --vault-password-file --become-password-file --vault-id',
      perhaps: '-i --inventory --playbook-dir',
    },
  },
};
