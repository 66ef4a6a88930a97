import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { testCache } from '../../../scripts/lib/testCache.ts';
import { parsePayload } from '../../../src/adapters/agents/codex/parse.ts';
import { rolloutOf } from '../../../src/adapters/agents/codex/rollout.ts';
import { versionOf, withWorkingFolder } from '../../../src/adapters/agents/codex/workingFolder.ts';
import type { HookCall } from '../../../src/ports/agent.ts';
import { onlyAsRoot } from '../../support/skip.ts';

const session = '01a210f2-bb61-7a20-91f1-edbc6d8208ae';
const project = '/home/dev/project';

/** Lines of a rollout as Codex 0.163 and 0.169 write them, cut to what counts. */
function meta(version: string, id = session): string {
  const payload = { session_id: id, id, cwd: project, originator: 'x', cli_version: version };
  return JSON.stringify({ ordinal: 0, type: 'session_meta', payload });
}

function functionCall(id: string, values: object, more: object = {}): string {
  const payload = {
    type: 'function_call',
    name: 'exec_command',
    arguments: JSON.stringify({ cmd: 'cat x', ...values }),
    call_id: id,
    ...more,
  };
  return JSON.stringify({ ordinal: 9, type: 'response_item', payload });
}

function answer(id: string, length = 10): string {
  const payload = { type: 'function_call_output', call_id: id, output: 'x'.repeat(length) };
  return JSON.stringify({ ordinal: 10, type: 'response_item', payload });
}

describe('where a shell of Codex starts', () => {
  let folder: string;
  let rollout: string;
  beforeEach(() => {
    mkdirSync(testCache(), { recursive: true });
    folder = mkdtempSync(join(testCache(), 'rollout-'));
    rollout = join(folder, 'rollout.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (...lines: readonly string[]): void =>
    writeFileSync(rollout, lines.map((line) => `${line}\n`).join(''));

  function stated(cwd: string, callId = 'call_1', transcript: string | null = rollout): HookCall {
    return parsePayload(
      JSON.stringify({
        session_id: session,
        transcript_path: transcript,
        cwd,
        hook_event_name: 'PreToolUse',
        tool_name: 'Bash',
        tool_input: { command: 'cat x' },
        tool_use_id: callId,
      }),
    );
  }

  const isLost = ({ action: { statements } }: HookCall): boolean =>
    statements[0]?.kind === 'shell' && statements[0].start === 'unknown';

  /** Folders in which the command is judged; `?`: nothing tells. */
  function folders(cwd: string, callId?: string, transcript?: string | null): string[] {
    const call = withWorkingFolder(stated(cwd, callId, transcript), [folder], {});
    return call.action.statements.flatMap((each) => {
      if (each.kind !== 'shell') return [each.kind];
      // Judged as if it were the session's own folder, too.
      if (call.action.statements[0] !== each && isLost(call)) return [];
      return [each.start === 'unknown' ? '?' : each.cwd];
    });
  }

  describe('of a version that folds it into the payload', () => {
    it('is what the payload says, also where the rollout has no line of the call', () => {
      write(meta('0.169.0'));
      assert.deepEqual(folders(`${project}/sub`, 'exec-1'), [`${project}/sub`]);
      assert.deepEqual(folders(`${project}/sub`, 'call_9'), [`${project}/sub`]);
      write(meta('0.169.0'), functionCall('call_1', { workdir: 'sub' }));
      assert.deepEqual(folders(`${project}/sub`), [`${project}/sub`]);
      write(meta('0.171.2-alpha.1'), functionCall('call_1', {}));
      assert.deepEqual(folders(project), [project]);
      write(meta('1.0.0'), functionCall('call_1', {}));
      assert.deepEqual(folders(project), [project]);
    });

    it('is what the rollout says where an older version goes on with the session', () => {
      write(meta('0.169.0'), functionCall('call_1', { workdir: 'sub' }));
      assert.deepEqual(folders(project), [`${project}/sub`]);
      write(meta('0.169.0'), functionCall('call_1', { workdir: '/etc' }));
      assert.deepEqual(folders(project), ['/etc']);
      write(meta('0.169.0'), functionCall('call_1', { workdir: '..' }));
      assert.deepEqual(folders(project), [project, `${project}/..`]);
    });
  });

  describe('of a version that leaves it out', () => {
    const rows: readonly (readonly [workdir: unknown, judged: readonly string[]])[] = [
      [undefined, [project]],
      [null, [project]],
      ['', [project]],
      ['.', [project]],
      ['./', [project]],
      ['sub', [`${project}/sub`]],
      ['sub/../lab', [`${project}/sub/../lab`]],
      ['/etc', ['/etc']],
      ['../home', [`${project}/../home`]],
      // It may have been folded in, or not.
      ['project', [project, `${project}/project`]],
      [3, ['?']],
      [['sub'], ['?']],
      [{ a: 'sub' }, ['?']],
    ];
    for (const [workdir, judged] of rows) {
      it(`is ${judged.join(' or ')} for ${JSON.stringify(workdir)}`, () => {
        write(meta('0.163.0'), functionCall('call_1', { workdir }));
        assert.deepEqual(folders(project), judged);
      });
    }

    it('is not known for a call that is not in the rollout', () => {
      write(meta('0.163.0'), functionCall('call_2', { workdir: 'sub' }), answer('call_1'));
      assert.deepEqual(folders(project), ['?']);
      assert.deepEqual(folders(project, 'exec-1'), ['?']);
    });

    it('counts both of two lines with the same id', () => {
      write(meta('0.163.0'), functionCall('call_1', {}), functionCall('call_1', { workdir: 'b' }));
      assert.deepEqual(folders(project), [project, `${project}/b`]);
    });

    it('is found behind much that came after it', () => {
      for (const length of [10_000, 300_000, 3_000_000]) {
        write(meta('0.163.0'), functionCall('call_1', { workdir: 'b' }), answer('call_0', length));
        assert.deepEqual(folders(project), [`${project}/b`], String(length));
      }
      write(meta('0.163.0'), functionCall('call_1', { workdir: 'b' }), answer('call_0', 9_000_000));
      assert.deepEqual(folders(project), ['?']);
    });

    it('is read from the other form of a shell call', () => {
      const payload = {
        type: 'local_shell_call',
        call_id: 'call_1',
        action: { type: 'exec', command: ['ls'], working_directory: 'lab' },
      };
      write(meta('0.163.0'), JSON.stringify({ type: 'response_item', payload }));
      assert.deepEqual(folders(project), [`${project}/lab`]);
    });

    it('is not what somebody says in a text that only looks like a call', () => {
      const said = functionCall('call_1', { workdir: 'lab' });
      const payload = { type: 'message', role: 'user', content: said };
      write(meta('0.163.0'), JSON.stringify({ type: 'response_item', payload }));
      assert.deepEqual(folders(project), ['?']);
      const torn = functionCall('call_1', { workdir: 'lab' }, { more: 'text' }).slice(0, -5);
      write(meta('0.163.0'), functionCall('call_1', {}), answer('call_1'), torn);
      assert.deepEqual(folders(project), ['?'], 'a torn line may say anything');
    });
  });

  describe('is not known, and no error, when the rollout', () => {
    const damages: readonly (readonly [what: string, damage: () => string | null])[] = [
      ['is not named', () => null],
      ['is not there', () => join(folder, 'none.jsonl')],
      ['is a folder', () => folder],
      ['is a device', () => '/dev/zero'],
      ['is empty', () => (writeFileSync(rollout, ''), rollout)],
      ['is no JSON', () => (writeFileSync(rollout, 'x\n'.repeat(100)), rollout)],
      ['is half a line', () => (writeFileSync(rollout, meta('0.163.0').slice(0, 60)), rollout)],
      ['has no version', () => (write(meta('')), rollout)],
      ['has a version that is none', () => (write(meta('169')), rollout)],
      ['is of another session', () => (write(meta('0.169.0', 'other')), rollout)],
      [
        'is a link',
        () => {
          write(meta('0.169.0'));
          symlinkSync(rollout, join(folder, 'link.jsonl'));
          return join(folder, 'link.jsonl');
        },
      ],
    ];
    for (const [what, damage] of damages) {
      it(what, () => {
        const path = damage();
        assert.deepEqual(folders(project, 'call_1', path), ['?']);
        assert.equal(versionOf(stated(project, 'call_1', path)), null);
      });
    }
  });

  it('is looked for by the session’s id when the payload names no rollout', () => {
    const path = join(folder, '.codex/sessions/2026/11/25', `rollout-x-${session}.jsonl`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${meta('0.169.0')}\n`);
    assert.equal(rolloutOf(session, join(folder, '.codex/sessions')), path);
    assert.deepEqual(folders(`${project}/sub`, 'call_1', null), [`${project}/sub`]);
    for (const other of ['', '../x', 'call', session.replace('bb61', 'bb62')]) {
      assert.equal(rolloutOf(other, join(folder, '.codex/sessions')), null);
    }
  });

  it('asks about a shell whose language is not followed', () => {
    write(meta('0.169.0'), functionCall('call_1', { shell: '/usr/bin/pwsh' }));
    assert.deepEqual(folders(project), [project, 'unresolved']);
    write(meta('0.169.0'), functionCall('call_1', { shell: '/bin/bash' }));
    assert.deepEqual(folders(project), [project]);
  });

  it('is left alone for other tools, and tells where the session began', () => {
    write(meta('0.163.0'));
    const payload = { session_id: session, transcript_path: rollout, cwd: '/elsewhere' };
    const tool = { tool_name: 'mcp__db__run', tool_input: { command: 'cat x' } };
    const call = parsePayload(JSON.stringify({ ...payload, ...tool }));
    const completed = withWorkingFolder(call, [], {});
    assert.deepEqual(completed.action, call.action);
    assert.equal(completed.startedIn, project);
  });

  it('binds a person’s yes to the folder, and to the very call where nothing tells it', () => {
    const inputFor = (callId: string): string =>
      JSON.stringify(withWorkingFolder(stated(project, callId), [folder], {}).action.input);
    write(meta('0.163.0'), functionCall('a', { workdir: 'x' }), functionCall('b', {}));
    assert.notEqual(inputFor('a'), inputFor('b'));
    assert.notEqual(inputFor('c'), inputFor('d'));
    appendFileSync(rollout, `${functionCall('e', { workdir: 'x' })}\n`);
    assert.equal(inputFor('a'), inputFor('e'));
  });

  it('does not read a rollout of another account', function () {
    onlyAsRoot(this);
    write(meta('0.169.0'));
    const other = join(folder, 'theirs.jsonl');
    linkSync(rollout, other);
    chmodSync(other, 0o644);
    // Root alone can give a file away.
    const { chownSync } = process.getBuiltinModule('node:fs');
    chownSync(other, 12_345, 12_345);
    assert.equal(versionOf(stated(project, 'call_1', other)), null);
  });
});
