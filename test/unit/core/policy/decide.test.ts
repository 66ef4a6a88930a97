import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Verdict } from '../../../../src/core/actions/decision.ts';
import type { Effect, PathFact, Place } from '../../../../src/core/actions/effect.ts';
import { compilePolicy, type LayerInput } from '../../../../src/core/policy/compile.ts';
import { createPolicy, decide } from '../../../../src/core/policy/decide.ts';
import { parsePolicy } from '../../../../src/core/policy/parse.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const home = '/home/u';
const root = `${home}/ws`;

function policyWith(...files: { text: string; trusted: boolean }[]) {
  const layers = files.map(({ text, trusted }): LayerInput => {
    const parsed = parsePolicy(text, { file: 'policy.jsonc', layer: 'workspace' });
    assert.ok(parsed.ok, JSON.stringify(parsed));
    return { name: 'workspace', file: parsed.value, anchor: root, trusted };
  });
  const index = compilePolicy({
    layers,
    sources: [],
    homes: [home],
    own: {
      state: `${home}/.local/state/pinfold`,
      data: `${home}/.local/share/pinfold`,
      config: `${home}/.config/pinfold`,
    },
    fold: false,
    build: 'test',
    sha256,
  });
  return createPolicy(JSON.parse(JSON.stringify(index)));
}

/** A stand-in for the place that resolution finds. */
function placeOf(path: string): Place {
  if (path.startsWith(`${root}/node_modules/`)) return 'dependency';
  if (path === root || path.startsWith(`${root}/`)) return 'workspace';
  if (path === home || path.startsWith(`${home}/`)) return 'home';
  if (path.startsWith('/tmp/')) return 'temporary';
  return path === '/dev/null' ? 'stream' : 'system';
}

function target(path: string, more: Partial<PathFact> = {}): PathFact {
  const place = placeOf(path);
  const inside = place === 'workspace' || place === 'dependency';
  return { stated: path, path, faces: [], place, root: inside ? root : null, ...more };
}

type Kind = 'read' | 'write' | 'delete' | 'search';

function effect(kind: Kind, path: string, more: Partial<PathFact> = {}): Effect {
  return { kind, target: target(path, more), via: 'Test', certainty: 'surely' };
}

const facts = (...effects: Effect[]) => ({ agent: 'claude-code', tool: 'Test', effects });
const balanced = policyWith();

describe('decide: balanced, no policy file anywhere', () => {
  const table: [path: string, read: Verdict, write: Verdict, why: string][] = [
    [`${root}/src/a.py`, 'allow', 'allow', 'workspace'],
    [`${root}/.env`, 'deny', 'ask', 'secret in the workspace'],
    [`${root}/sub/.env.production`, 'deny', 'ask', 'secret in the workspace'],
    [`${root}/.env.example`, 'allow', 'allow', 'example of a secret file'],
    [`${root}/.env/bin/python`, 'allow', 'allow', 'virtual environment called .env'],
    [`${root}/src/environment.ts`, 'allow', 'allow', 'look-alike'],
    [`${root}/certs/server.key`, 'deny', 'ask', 'private key'],
    [`${root}/certs/ca-bundle.pem`, 'allow', 'allow', 'public certificates'],
    [`${home}/.ssh/id_ed25519`, 'deny', 'deny', 'credential store'],
    [`${home}/.ssh`, 'deny', 'deny', 'credential store itself'],
    [`${home}/.ssh/id_ed25519.pub`, 'ask', 'deny', 'public key: the rest of HOME'],
    ['/root/.aws/credentials', 'deny', 'deny', 'credential store of another user'],
    ['/home/other/.netrc', 'deny', 'deny', 'credential file of another user'],
    [`${home}/.qiskit/qiskit-ibm.json`, 'deny', 'deny', 'quantum provider'],
    [`${home}/.local/state/pinfold/record.key`, 'deny', 'deny', 'Pinfold’s keys and state'],
    [`${home}/.local/share/pinfold/bin/pinfold-hook`, 'allow', 'deny', 'Pinfold’s program'],
    [`${root}/.claude/settings.local.json`, 'allow', 'deny', 'permission file'],
    [`${home}/.claude/settings.json`, 'allow', 'deny', 'permission file'],
    [`${root}/.git/hooks/pre-commit`, 'allow', 'deny', 'git hook'],
    [`${root}/.git/modules/a/b/config`, 'allow', 'deny', 'git configuration of a submodule'],
    [`${root}/.git/index`, 'allow', 'allow', 'the rest of .git'],
    [`${home}/.bashrc`, 'allow', 'deny', 'shell start-up file'],
    [`${root}/.github/workflows/ci.yml`, 'allow', 'ask', 'CI definition'],
    [`${root}/.vscode/tasks.json`, 'allow', 'ask', 'editor tasks'],
    [`${root}/.vscode/extensions.json`, 'allow', 'allow', 'look-alike'],
    [`${root}/.npmrc`, 'allow', 'ask', 'package manager configuration'],
    [`${home}/.npmrc`, 'deny', 'deny', 'registry credentials'],
    [`${root}/.pinfold/policy.jsonc`, 'allow', 'ask', 'the policy'],
    [`${root}/node_modules/left-pad/index.js`, 'allow', 'deny', 'installed dependency'],
    [`${root}/node_modules/dotenv/.env`, 'allow', 'deny', 'a package’s own test file'],
    [`${home}/notes.txt`, 'ask', 'deny', 'rest of HOME'],
    [`${home}/other/.github/workflows/ci.yml`, 'ask', 'deny', 'CI definition of another project'],
    [`${home}/other/.env`, 'deny', 'deny', 'secret of another project'],
    ['/tmp/x/scratch.txt', 'allow', 'allow', 'temporary folder'],
    ['/tmp/x/.env', 'deny', 'ask', 'secret in a temporary folder'],
    ['/dev/null', 'allow', 'allow', 'stream'],
    ['/usr/include/stdio.h', 'allow', 'deny', 'system'],
    ['/etc/ssl/certs/a.pem', 'allow', 'deny', 'public certificates of the system'],
    ['/etc/shadow', 'deny', 'deny', 'system secret'],
    ['/dev/sda1', 'deny', 'deny', 'raw disk'],
    ['/dev/ttyUSB0', 'ask', 'deny', 'lab equipment'],
    ['/proc/1/environ', 'deny', 'deny', 'environment of a process'],
  ];
  for (const [path, read, write, why] of table) {
    it(`${why}: ${path} → read ${read}, write ${write}`, () => {
      assert.equal(decide(facts(effect('read', path)), balanced).verdict, read, 'read');
      assert.equal(decide(facts(effect('write', path)), balanced).verdict, write, 'write');
    });
  }

  it('says what, by which rule, why, and what to do instead', () => {
    const decision = decide(facts(effect('read', `${root}/.env`)), balanced);
    assert.equal(decision.rule, 'built-in.secrets.dotenv');
    assert.equal(decision.layer, 'built-in');
    assert.match(
      decision.reason,
      /Test would read \/home\/u\/ws\/\.env, which is an environment file/,
    );
    assert.match(decision.remedy, /\.env\.example/);
  });

  it('judges every face of a path', () => {
    const linked = effect('read', `${root}/notes.txt`, { faces: [`${root}/.env`] });
    assert.equal(decide(facts(linked), balanced).verdict, 'deny');
  });

  it('judges what a search would show and what a deletion would take along', () => {
    const search = effect('search', root, { shows: [`${root}/.env`] });
    assert.equal(decide(facts(search), balanced).verdict, 'deny');
    const removal = effect('delete', `${root}/.claude`, {
      shows: [`${root}/.claude/settings.json`],
    });
    assert.equal(decide(facts(removal), balanced).verdict, 'deny');
  });

  it('counts a word that is only perhaps a path where a rule protects it, and nowhere else', () => {
    const perhaps = (path: string): Effect => ({
      kind: 'read',
      target: target(path),
      via: 'unknown',
      certainty: 'perhaps',
    });
    assert.equal(decide(facts(perhaps(`${home}/notes.txt`)), balanced).verdict, 'allow');
    assert.equal(decide(facts(perhaps(`${home}/.ssh/id_rsa`)), balanced).verdict, 'deny');
    assert.equal(decide(facts(perhaps('/dev/sda1')), balanced).verdict, 'ask');
  });

  it('takes the strictest of many effects', () => {
    const decision = decide(
      facts(
        effect('read', `${root}/a`),
        effect('read', `${home}/notes.txt`),
        effect('read', `${root}/.env`),
        { kind: 'unresolved', why: 'x', via: 'y' },
      ),
      balanced,
    );
    assert.equal(decision.rule, 'built-in.secrets.dotenv');
  });

  it('has nothing to object to where nothing happens', () => {
    assert.equal(decide(facts(), balanced).verdict, 'allow');
  });
});

describe('decide: layers', () => {
  const example = `{
    "version": 1,
    "zones": [
      { "name": "source", "paths": ["src/**"], "edit": "allow" },
      { "name": "ci", "paths": [".github/workflows/**"], "edit": "allow" },
      { "name": "lab", "paths": ["lab/**"], "edit": "deny", "read": "ask" },
      { "name": "lab-notes", "paths": ["lab/notes/**"], "edit": "allow", "read": "allow" }
    ],
    "secrets": { "paths": ["config/prod/**"], "except": ["config/prod/README.md"] },
    "commands": [{ "match": ["terraform", "apply"], "verdict": "ask", "why": "Changes real infrastructure." }],
    "network": { "send": "ask", "deny": ["paste.example.com"] }
  }`;
  const policy = policyWith({ text: example, trusted: true });
  const verdict = (kind: Kind, path: string, p = policy) =>
    decide(facts(effect(kind, `${root}/${path}`)), p).verdict;

  it('lets the last match in one file win', () => {
    assert.equal(verdict('write', 'lab/a'), 'deny');
    assert.equal(verdict('read', 'lab/a'), 'ask');
    assert.equal(verdict('write', 'lab/notes/a'), 'allow');
  });

  it('never lets an allow override a rule of another layer', () => {
    assert.equal(verdict('write', '.github/workflows/ci.yml'), 'ask');
    const opening = policyWith({
      text: '{"version":1,"zones":[{"name":"all","paths":["**"],"read":"allow","edit":"allow"}]}',
      trusted: true,
    });
    assert.equal(verdict('read', '.env', opening), 'deny');
    assert.equal(verdict('write', '.git/hooks/x', opening), 'deny');
  });

  it('lets an allow of an approved file replace a default, and of another file not', () => {
    const text =
      '{"version":1,"zones":[{"name":"deps","paths":["node_modules/mine/**"],"edit":"allow"}]}';
    const path = 'node_modules/mine/a.js';
    assert.equal(verdict('write', path, policyWith({ text, trusted: true })), 'allow');
    assert.equal(verdict('write', path, policyWith({ text, trusted: false })), 'deny');
    const asking = text.replace('"edit":"allow"', '"edit":"ask"');
    assert.equal(verdict('write', path, policyWith({ text: asking, trusted: false })), 'deny');
  });

  it('orders its own strictness without approval: strict with zones', () => {
    const strict = policyWith({
      text: '{"version":1,"preset":"strict","zones":[{"name":"s","paths":["src/**"],"read":"allow","edit":"allow"}]}',
      trusted: false,
    });
    assert.equal(verdict('read', 'src/a', strict), 'allow');
    assert.equal(verdict('write', 'src/a', strict), 'allow');
    assert.equal(verdict('read', 'other/a', strict), 'deny');
  });

  it('opens only documentation under docs-only', () => {
    const docs = policyWith({ text: '{"version":1,"preset":"docs-only"}', trusted: false });
    assert.equal(verdict('write', 'docs/a.md', docs), 'allow');
    assert.equal(verdict('write', 'README.md', docs), 'allow');
    assert.equal(verdict('write', 'src/a.ts', docs), 'deny');
    assert.equal(verdict('read', 'src/a.ts', docs), 'allow');
  });

  it('keeps listed secrets, but not the exceptions of the same file', () => {
    assert.equal(verdict('read', 'config/prod/key.txt'), 'deny');
    assert.equal(verdict('read', 'config/prod/README.md'), 'allow');
    const except = policyWith({
      text: '{"version":1,"secrets":{"paths":["x"],"except":["**/.env"]}}',
      trusted: true,
    });
    assert.equal(verdict('read', '.env', except), 'deny', 'except never reaches another layer');
  });

  it('does not loosen by a zone that names one agent', () => {
    const text = `{"version":1,"zones":[{"name":"deps","paths":["node_modules/**"],"edit":"allow","agents":["claude-code"]}]}`;
    assert.equal(verdict('write', 'node_modules/a/b', policyWith({ text, trusted: true })), 'deny');
  });

  it('judges commands by their first words, options skipped', () => {
    const run = (program: string, ...args: string[]): Verdict =>
      decide(facts({ kind: 'run', program, args, via: 'Bash' }), policy).verdict;
    assert.equal(run('terraform', 'apply'), 'ask');
    assert.equal(run('/usr/bin/terraform', '-chdir=infra', 'apply', '-auto-approve'), 'ask');
    assert.equal(run('terraform', 'plan'), 'allow');
    assert.equal(run('echo', 'terraform', 'apply'), 'allow');
  });

  it('judges connections by host', () => {
    const connect = (host: string, sends = false): Verdict =>
      decide(facts({ kind: 'connect', host, sends, via: 'curl' }), policy).verdict;
    assert.equal(connect('docs.example.com'), 'allow');
    assert.equal(connect('docs.example.com', true), 'ask');
    assert.equal(connect('paste.example.com'), 'deny');
    assert.equal(connect('x.paste.example.com.'), 'deny');
    assert.equal(connect('notpaste.example.com'), 'allow');
  });
});

describe('decide: properties', () => {
  const paths = fc
    .array(
      fc.constantFrom('src', '.env', 'lab', 'a.py', '.ssh', 'node_modules', '.git', 'hooks', 'x'),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .map((segments) => `${root}/${segments.join('/')}`);
  const kinds = fc.constantFrom<Kind>('read', 'write', 'delete', 'search');
  const severity = (v: Verdict): number => ['allow', 'ask', 'deny'].indexOf(v);

  it('an unapproved workspace file never loosens what holds without it', () => {
    const verdictWord = fc.constantFrom('allow', 'ask', 'deny');
    const zone = fc.record({
      paths: fc.array(
        fc.constantFrom('**', 'src/**', 'lab', '**/.env', 'node_modules/**', '**/x'),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      edit: verdictWord,
      read: verdictWord,
    });
    fc.assert(
      fc.property(
        fc.array(zone, { maxLength: 4 }),
        fc.constantFrom('balanced', 'strict', 'docs-only'),
        paths,
        kinds,
        (zones, preset, path, kind) => {
          const named = zones.map((z, i) => ({ ...z, name: `z${i}` }));
          const text = JSON.stringify({ version: 1, preset, zones: named });
          const before = decide(facts(effect(kind, path)), balanced).verdict;
          const after = decide(
            facts(effect(kind, path)),
            policyWith({ text, trusted: false }),
          ).verdict;
          assert.ok(severity(after) >= severity(before), `${before} → ${after}`);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('more effects and more faces never loosen', () => {
    fc.assert(
      fc.property(paths, paths, kinds, (a, b, kind) => {
        const alone = severity(decide(facts(effect(kind, a)), balanced).verdict);
        const both = severity(decide(facts(effect(kind, a), effect(kind, b)), balanced).verdict);
        const faced = severity(decide(facts(effect(kind, a, { faces: [b] })), balanced).verdict);
        assert.ok(both >= alone && faced >= alone);
      }),
    );
  });
});
