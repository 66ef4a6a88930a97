import type { Bringing, ProgramFacts, ProgramGroup } from './types.ts';

const skipsHooks = 'skips the git hooks (--no-verify)';
const noVerify = { on: '--no-verify', tampers: skipsHooks } as const;

const messages =
  '-m --message --author --date --cleanup --trailer --fixup --squash --reuse-message -C -c --reedit-message';
const logValues =
  '-n --max-count --since --until --after --before --author --committer --grep -G -S -L --format --pretty --date --skip --diff-filter -U --unified --stat-width --color --encoding --word-diff-regex --inter-hunk-context --decorate-refs --glob --branches --remotes';

/** Revisions and paths mixed: words may be paths; after a fixed path option they are. */
const inspecting: ProgramFacts = {
  operands: 'revision',
  values: { text: logValues, write: '--output', read: '-O' },
};
const plain: ProgramFacts = {
  operands: 'text',
  values: { text: '-m -u --local-user --message', read: '-F' },
};

const patched: Bringing = {
  format: 'patch',
  operands: 'sources',
  fromRoot: true,
  strip: '-p',
  stripsByItself: 1,
  under: '--directory',
  only: '--include',
  except: '--exclude',
};

/** git, by subcommand. */
export const git: ProgramGroup = {
  git: {
    special: 'gitElsewhere',
    values: {
      chdir: '-C --work-tree',
      setting: '-c --config-env',
      perhaps: '--git-dir',
      text: '--super-prefix --namespace',
      directory: '--exec-path',
    },
    subcommands: {
      'check-ignore': { operands: 'mention', values: { read: '--stdin' }, prints: 'operands' },
      'check-attr|log|shortlog|rev-list|reflog|whatchanged|ls-tree|merge-base|name-rev|cherry|for-each-ref|show-ref|describe|show-branch|fsck|count-objects|verify-commit|check-ref-format|check-mailmap|var|version|help':
        {
          operands: 'mention',
          values: { text: `${logValues} --exclude --match --points-at --sort`, read: '--stdin' },
          // With patches it shows what the files held.
          switches: [
            {
              on: '-p -u --patch --patch-with-stat --patch-with-raw -c --cc',
              operands: 'revision',
            },
          ],
          prints: 'word',
        },
      status: {
        operands: 'mention',
        values: { text: '-u --untracked-files --column --ignored' },
        lists: '-s --short --porcelain -z',
        skipsIgnored: true,
        prints: 'word',
      },
      'ls-files': {
        operands: 'mention',
        values: { text: '-x --exclude --format', read: '-X --exclude-from' },
        lists: 'always',
        skipsIgnored: true,
      },
      grep: {
        first: 'text',
        firstGivenBy: '-e -f',
        operands: 'revision',
        values: {
          text: '-e -A -B -C -m --threads --max-depth --color',
          read: '-f',
          command: '-O --open-files-in-pager',
        },
        optional: '-O',
        lists: '-l -L --files-with-matches --name-only',
        skipsIgnored: true,
      },
      diff: {
        operands: 'revision',
        values: { text: logValues, write: '--output', read: '-O' },
        switches: [
          { on: '--no-index', operands: 'read' },
          {
            on: '--stat --name-only --name-status --shortstat --numstat --quiet --exit-code --check',
            operands: 'mention',
          },
        ],
        lists: '--name-only',
        skipsIgnored: true,
      },
      'diff-tree|diff-index|diff-files|difftool': {
        operands: 'revision',
        values: { text: logValues, command: '-x --extcmd' },
        lists: '--name-only',
        skipsIgnored: true,
      },
      'show|annotate': inspecting,
      blame: {
        operands: 'read',
        values: {
          text: '-L -C -M --since --date --format',
          read: '--contents --ignore-revs-file -S',
        },
      },
      'cat-file': { operands: 'revision', values: { text: '--batch --batch-check --format' } },
      'format-patch|request-pull|archive|bundle|range-diff': {
        operands: 'revision',
        values: {
          write: '-o --output --output-directory',
          text: `${logValues} --prefix --format --remote --to --cc -v --subject-prefix`,
        },
      },
      'add|stage': {
        operands: 'read',
        values: { text: '--chmod', names: '--pathspec-from-file' },
      },
      commit: {
        operands: 'read',
        values: { text: messages, read: '-F --file -t --template', names: '--pathspec-from-file' },
        // `-S` and `-u` take a value only when it is attached.
        optional: '-S -u',
        switches: [{ on: '--no-verify -n', tampers: skipsHooks }],
      },
      push: {
        first: 'text',
        values: { text: '-o --push-option --repo --receive-pack --exec --recurse-submodules' },
        switches: [noVerify],
      },
      bisect: {
        subcommands: {
          run: { wraps: 'words' },
          'start|good|bad|new|old|skip|reset|log|terms|visualize|view|next|replay': {
            operands: 'text',
          },
        },
      },
      'merge|rebase|cherry-pick|revert': {
        operands: 'perhaps',
        values: {
          text: `${messages} -s --strategy -X --strategy-option --onto --into-name`,
          read: '-F --file',
          command: '-x --exec',
        },
        switches: [noVerify],
      },
      apply: {
        operands: 'read',
        values: { text: '-p -C --exclude --include --whitespace', directory: '--directory' },
        brings: {
          ...patched,
          unless: '--check --stat --numstat --summary --cached',
          despite: '--apply',
        },
      },
      am: {
        operands: 'read',
        values: {
          text: '-p -C --exclude --include --whitespace --patch-format --empty',
          directory: '--directory',
        },
        // `-S` takes a value only when it is attached.
        optional: '-S',
        switches: [noVerify, { on: '-n', tampers: skipsHooks }],
        brings: {
          ...patched,
          unless: '--continue --skip --abort --quit --resolved -r --retry --show-current-patch',
        },
      },
      'checkout|switch': {
        operands: 'perhaps',
        values: { text: '-b -B -c -C --orphan --conflict', names: '--pathspec-from-file' },
        prints: 'word',
      },
      restore: {
        operands: 'write',
        values: { text: '-s --source', names: '--pathspec-from-file' },
      },
      rm: {
        operands: 'delete',
        values: { names: '--pathspec-from-file' },
        // Only from the index: the files stay.
        switches: [{ on: '--cached', operands: 'mention' }],
        recursive: '-r',
      },
      mv: { operands: 'move', last: 'write' },
      clean: { operands: 'remove', values: { text: '-e --exclude' } },
      reset: { operands: 'perhaps', values: { names: '--pathspec-from-file' } },
      'hash-object|update-index': {
        operands: 'read',
        values: { text: '-t --path --cacheinfo --chmod', read: '--index-info' },
      },
      'check-out-index|checkout-index': {
        operands: 'write',
        values: { text: '--stage', write: '--prefix' },
      },
      config: {
        special: 'gitConfig',
        values: {
          rewrite: '-f --file',
          read: '--blob',
          text: '--type --default --value --url --comment',
        },
      },
      'rev-parse': { special: 'revParse' },
      clone: {
        first: 'remote',
        last: 'write',
        values: {
          text: '-b --branch --depth -o --origin -j --jobs --shallow-since --server-option --filter',
          setting: '-c --config',
          directory: '--separate-git-dir',
          read: '--reference --reference-if-able',
          script: '--template',
          command: '-u --upload-pack',
        },
      },
      'fetch|pull': {
        first: 'text',
        values: {
          text: '--depth -j --jobs --shallow-since -s --strategy -X --upload-pack -o --server-option --refmap',
        },
        switches: [noVerify],
      },
      'ls-remote': { first: 'remote', values: { command: '--upload-pack' } },
      remote: {
        subcommands: {
          'add|set-url': { operands: 'text', values: { text: '-t -m' } },
          'remove|rm|rename|show|prune|update|get-url|set-head|set-branches|-v': plain,
        },
      },
      stash: {
        operands: 'perhaps',
        values: { text: '-m --message', names: '--pathspec-from-file' },
        prints: 'word',
      },
      worktree: {
        subcommands: {
          add: { first: 'write', values: { text: '-b -B --reason' } },
          'remove|prune': { operands: 'remove', values: { text: '--expire' } },
          move: { operands: 'move', last: 'write' },
          'list|lock|unlock|repair': { operands: 'mention', values: { text: '--reason' } },
        },
      },
      submodule: {
        subcommands: {
          foreach: { wraps: 'text' },
          'add|update|init|status|sync|deinit|set-url|set-branch|summary|absorbgitdirs': {
            operands: 'perhaps',
            values: { text: '-b --branch --depth --reference -j --jobs --name' },
          },
        },
      },
      init: {
        operands: 'write',
        values: {
          text: '-b --initial-branch --object-format --shared',
          script: '--template',
          directory: '--separate-git-dir',
        },
      },
      'branch|tag|gc|prune|repack|maintenance|notes|replace|sparse-checkout|update-ref|symbolic-ref|read-tree|write-tree|commit-tree|mktag|pack-refs|credential-cache|column|stripspace|fmt-merge-msg|rerere|mktree|verify-tag|commit-graph|multi-pack-index|pack-objects|index-pack|lfs|flow':
        {
          operands: 'text',
          values: {
            text: '-m -u --local-user --contains --merged --message --sort --format --points-at',
            read: '-F --file',
          },
          prints: 'word',
        },
      'interpret-trailers': {
        operands: 'read',
        values: { text: '--trailer --where --if-exists --if-missing' },
        switches: [{ on: '--in-place', operands: 'rewrite' }],
      },
      'credential|credential-store': { operands: 'text', values: { read: '--file' } },
      'filter-branch|filter-repo': {
        operands: 'text',
        values: {
          command:
            '--tree-filter --index-filter --env-filter --msg-filter --commit-filter --tag-name-filter --parent-filter',
          text: '--path --path-glob --blob-callback',
        },
      },
      'send-email|imap-send|daemon|instaweb|http-backend': { operands: 'perhaps' },
      'merge-file|mergetool': { operands: 'rewrite', values: { text: '-L -t --tool' } },
    },
    prints: 'word',
  },
  'tig|gitk|lazygit|gitui': { operands: 'revision' },
  'pre-commit|husky|lefthook|lint-staged': {
    operands: 'perhaps',
    values: { perhaps: '-c --config --files' },
  },
  'gh|glab|hub': {
    operands: 'perhaps',
    values: {
      read: '-F --body-file --notes-file',
      text: '-R --repo -a -m -L --limit --state -H --head -B --base --json -r -t --title -b --body -l --label --assignee --milestone -q --jq -n --notes -s --reviewer --search',
      at: '-f --raw-field --field',
    },
    prints: 'environment',
  },
};
