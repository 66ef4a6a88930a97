import type { ProgramGroup } from './types.ts';

/** Programs that make files and folders where their words say, beside what other tables know. */
export const makers: ProgramGroup = {
  // Codex’s own editing tool, as a command.
  'apply_patch|applypatch': { special: 'editPatch' },
  fallocate: { operands: 'write', values: { text: '-l --length -o --offset' } },
  mktemp: {
    operands: 'output',
    values: { output: '-p --tmpdir', text: '--suffix -t' },
    special: 'temporaryName',
  },
  'ditto|dcp|pcp|cpx|cpy-cli|copyfiles|ncp|shutil-copy': {
    operands: 'read',
    last: 'write',
    recursive: 'always',
    values: { text: '--arch --bom -u -a' },
  },
  stow: {
    operands: 'text',
    values: { write: '-t --target', chdir: '-d --dir', text: '--ignore --defer --override' },
  },
  'mmv|mcp|mad|mln|zmv': { operands: 'move', last: 'write' },
  'gio|gvfs-trash|kioclient|kioclient5|kioclient6': {
    subcommands: {
      'trash|remove': { operands: 'remove' },
      'copy|cp': { operands: 'read', last: 'write' },
      'move|mv|rename': { operands: 'move', last: 'write' },
      'save|mkdir': { operands: 'write' },
      'set|mount|open|launch': { operands: 'perhaps' },
      'cat|info|list|tree|monitor': { operands: 'read' },
    },
    operands: 'remove',
  },
  'del-cli|del|rimraf|trash-cli|trash|gomi|rmtrash|empty-trash|rm-cli|premove': {
    operands: 'remove',
    values: { text: '--glob -g' },
  },
  shx: {
    wraps: 'words',
  },
  'svn|fossil|hg|bzr|brz|darcs|jj|cvs|p4|got|sl': {
    subcommands: {
      'checkout|co|export|clone|branch|get|import|open|init|archive|share|bundle': {
        operands: 'remote',
        last: 'output',
        values: {
          text: '-r --revision -m --message --username --password --depth -b -u --rev',
          output: '--workdir -o -d',
        },
      },
      'add|rm|remove|delete|del|mv|move|rename|revert|commit|ci|update|up|switch|sw|merge|resolve|propset|ps|propdel|lock|unlock|cleanup|patch|forget|shelve|unshelve|purge|strip|backout|rollback|new|edit|abandon|squash|describe|undo':
        {
          operands: 'output',
          values: {
            text: '-r --revision -m --message --username --password -c --changeset -u --rev',
            read: '-F --file -l --logfile',
          },
        },
      'cat|blame|annotate|ann|praise|diff|di|log|info|status|st|list|ls|propget|pg|proplist|grep|files|manifest|finfo|artifact|ui|server|serve|config|setting|user|remote|sync|pull|push|fetch|git':
        { operands: 'glimpse', values: { text: '-r --revision -m -l --limit -u --rev --config' } },
    },
  },
  'cookiecutter|degit|tiged|giget|create-react-app|create-vite|copier|yo|plop|hygen|nest|ng|vue|expo|ignite|django-admin|rails-new|scaffold':
    {
      operands: 'output',
      values: {
        output: '-o --output-dir --dir --directory',
        text: '-t --template -p --preset -s --style --checkout',
      },
    },
  'xdg-desktop-menu|xdg-icon-resource|xdg-desktop-icon|xdg-mime': {
    values: { text: '--context --size --theme --mode --novendor' },
    subcommands: {
      install: {
        operands: 'glimpse',
        puts: '~/.local/share',
        values: { text: '--context --size --theme --mode' },
      },
      'uninstall|default|forceupdate|query': {
        operands: 'text',
        values: { text: '--context --size --theme --mode' },
      },
    },
  },
  'python-build|ruby-build|node-build': { operands: 'output' },
  'desktop-file-install|update-mime-database|update-desktop-database|gtk-update-icon-cache|install-info|appimagetool|fc-cache|mandb|makewhatis':
    { operands: 'output', values: { output: '--dir --install' } },
  'mongodump|mongoexport|pg_dump|pg_dumpall|mysqldump|mariadb-dump|redis-cli|pg_basebackup|influxd|etcdctl|cockroach-dump|sqlite3_analyzer|neo4j-admin|cqlsh|clickhouse-local':
    {
      operands: 'perhaps',
      values: {
        output:
          '-o --out --archive -r --result-file -f --file --rdb -D --pgdata --tab -T --dump-dir --tee',
        code: '--eval -e -q --query',
        text: '-h -p -U -d --host --port --username --db --collection -u --user --password -c -n -t -a -s --schema --table --databases --uri --authenticationDatabase -F --format -j',
      },
    },
  helm: {
    operands: 'perhaps',
    values: {
      read: '-f --values',
      use: '--kubeconfig --ca-file --cert-file --key-file',
      text: '-n --namespace --version --set --set-string --set-json --timeout --kube-context --username --password --repo',
      output: '--output-dir -d --destination --untardir',
    },
    prints: 'environment',
  },
  'ansible-galaxy|ansible-playbook|ansible-inventory|ansible-doc|ansible-lint|molecule': {
    operands: 'perhaps',
    values: {
      output: '-p --roles-path --collections-path --init-path --output --download-path',
      read: '-r --role-file --vault-password-file --private-key --become-password-file',
      perhaps: '-i --inventory -e --extra-vars -M --module-path',
      text: '-l --limit -t --tags --skip-tags -u --user -f --forks -c --connection',
    },
  },
  'ip6tables-save|iptables-save|ebtables-save|arptables-save': {
    operands: 'text',
    values: { write: '-f --file', text: '-t -M --table' },
  },
  setcap: { operands: 'perhaps', last: 'write', escalates: 'changes accounts or privileges' },
  'cmake|cmake3': {
    special: 'cmakeTool',
    operands: 'perhaps',
    values: {
      write: '-B',
      output: '--install-prefix --prefix --toolchain-out --graphviz',
      read: '-C --toolchain -P',
      perhaps: '-S --build --install --open',
      text: '-G -D -A -T -U -j --parallel -t --target --config --component --preset -L -W -N --log-level',
    },
  },
};
