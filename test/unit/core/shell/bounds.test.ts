import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyseShell, type ShellContext } from '../../../../src/core/shell/index.ts';
import { anyText } from '../../../support/anyText.ts';

const context: ShellContext = {
  cwd: '/home/u/ws',
  home: '/home/u',
  user: 'u',
  variables: new Map(),
};

function isUnresolved(command: string): boolean {
  return analyseShell(command, context).some((statement) => statement.kind === 'unresolved');
}

/** Commands near the size limit that would be slow, deep or endless for a careless analysis. */
const hostile: Readonly<Record<string, string>> = {
  parentheses: '('.repeat(60_000),
  'closed parentheses': `${'('.repeat(30_000)}a${')'.repeat(30_000)}`,
  substitutions: `echo ${'$('.repeat(20_000)}`,
  'closed substitutions': `echo ${'$(echo '.repeat(7_000)}a${')'.repeat(7_000)}`,
  braces: `echo ${'{a,'.repeat(15_000)}`,
  'brace product': `cat ${'{a,b,c}'.repeat(20)}`,
  'open braces': '{'.repeat(60_000),
  'many brace words': `cat ${'{a,b}{c,d}{e,f} '.repeat(3_000)}`,
  'brace numbers': 'cat {1..999999999}{1..999999999}',
  backticks: '`'.repeat(60_001),
  quotes: `"${'$("'.repeat(15_000)}`,
  'short commands': 'a;'.repeat(30_000),
  'and lists': `${'cd a && '.repeat(7_000)}b`,
  pipes: `${'cat x | '.repeat(7_000)}sh`,
  assignments: `${'x=$x$x;'.repeat(8_000)}cat $x`,
  'doubling values': `x=aaaaaaaa;${'x=$x$x;'.repeat(60)}cat $x`,
  'doubling loops': `${'for a in $a 1 2 3; do '.repeat(100)}cat $a${'; done'.repeat(100)}`,
  'nested loops': `${'for i in 1 2; do x=$x.; '.repeat(200)}cat $x${'; done'.repeat(200)}`,
  functions: `${Array.from({ length: 1_500 }, (_, n) => `f${n}() { f${n + 1}; f${n + 1}; }`).join(';')}; f0`,
  recursion: 'f() { f | f & }; f',
  'eval chain': `${'eval '.repeat(12_000)}a`,
  'quoted shells': `${'bash -c "'.repeat(500)}a`,
  'aliases of each other': "alias a='b; b'; alias b='a; a'; a",
  'here-documents': 'cat <<A\n'.repeat(7_000),
  'many words': `foo ${'a.b '.repeat(15_000)}`,
  globs: `cat ${'*'.repeat(60_000)}`,
  'pattern operations': `x=${'a'.repeat(20_000)};${'echo ${x%%*a*a*b};'.repeat(2_000)}`,
  'slow replacement': `x=${'a'.repeat(1_000)};${'y=${x//*a*a*b/c};'.repeat(2_000)}`,
  'one long word': `cat ${'a'.repeat(65_000)}`,
  'code with quotes': `python -c '${'"'.repeat(60_000)}'`,
  'code with escapes': `python -c '"${'\\'.repeat(60_000)}'`,
  'long path': `cat ${'a/'.repeat(30_000)}`,
  'long climb': `cd ${'../'.repeat(20_000)}; cat x`,
  traps: "trap 'a' EXIT;".repeat(4_000),
  xargs: `echo ${'a '.repeat(20_000)}| xargs -I{} sh -c 'echo {} | xargs -I% sh -c "cat %"'`,
  translate: `echo ${'a'.repeat(30_000)} | tr a-z b-z | tr a-z b-z`,
  printf: `printf '%s' ${'a '.repeat(20_000)}`,
  descriptors: `${'exec 3>&1 4>&3 {n}>f;'.repeat(2_500)}echo x >&4`,
  'nested copies': `${'{ '.repeat(300)}echo x >&3${'; } 3>&1'.repeat(300)}`,
  'co-processes': `${'coproc { echo a >&60; };'.repeat(2_000)}echo x >&60`,
  references: `${Array.from({ length: 2_000 }, (_, n) => `declare -n r${n}=r${n + 1}`).join(';')};r0=x; cat $r0`,
  'references in a circle': 'declare -n a=b b=a; a=x; cat $a ${!a}',
  'array elements': `declare -A m;${'m[$x]=$x;m[a$x]+=b;'.repeat(2_500)}cat ${'${m[@]}'.repeat(50)}`,
  'names of variables': `${Array.from({ length: 3_000 }, (_, n) => `v${n}=1`).join(';')};${'echo ${!v@};'.repeat(2_000)}`,
  'sed scripts': `sed '${'s/[a/b/e;'.repeat(7_000)}' x`,
  'sed brackets': `sed 's/${'['.repeat(60_000)}' x`,
  'printf places': `printf '${'%.*s%2$s'.repeat(6_000)}' ${'a '.repeat(4_000)}`,
  'echo escapes': `echo -e '${String.raw`\\0143\\x`.repeat(6_000)}'`,
  'read fields': `IFS=:; read -ra a <<< '${'a:'.repeat(30_000)}'; echo "\${a[*]}"`,
  'case branches': `case x in ${'x*y*z*) a=$a$b;; '.repeat(2_500)} esac`,
  base64: `echo ${'QUFB'.repeat(15_000)} | base64 -d | sh`,
};

describe('bounds of the shell analysis', () => {
  for (const [name, command] of Object.entries(hostile)) {
    it(`ends: ${name}`, () => {
      assert.ok(command.length <= 66_000, `the case itself is small enough: ${command.length}`);
      const statements = analyseShell(command, context);
      assert.ok(statements.length <= 1_501, `${statements.length} statements`);
    });
  }

  it('asks about a command that is too long', () => {
    assert.ok(isUnresolved(`cat a ${'b'.repeat(66_000)}`));
  });

  it('asks when there is too much to follow', () => {
    assert.ok(isUnresolved('a b c;'.repeat(10_000)));
    assert.ok(isUnresolved(hostile['functions'] ?? ''));
    assert.ok(isUnresolved(hostile['eval chain'] ?? ''));
    assert.ok(isUnresolved(hostile['doubling loops'] ?? ''));
    assert.ok(isUnresolved(hostile['parentheses'] ?? ''));
  });

  it('never throws on arbitrary text', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 200 }), (command) => {
        assert.ok(Array.isArray(analyseShell(command, context)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('never throws on text that looks like shell', () => {
    const token = fc.constantFrom(
      ...'a .env ~ / * ? [ ] { } ( ) < > | & ; ! $ $( ) ` " \' \\ \n = << EOF <<< &> >& 2> $x ${ } : % # - cat cd sudo xargs find -exec {} + bash -c eval if then fi for in do done case esac while function [[ ]] (( )) git config sed tar .. , @ ~user'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 40 }), fc.constantFrom('', ' '), (tokens, glue) => {
        assert.ok(Array.isArray(analyseShell(tokens.join(glue), context)));
      }),
      { numRuns: 5_000 },
    );
  });

  it('answers the same every time', () => {
    const commands = ['parentheses', 'brace product', 'recursion', 'traps', 'globs'].map(
      (name) => hostile[name] ?? '',
    );
    for (const command of commands) {
      assert.deepEqual(analyseShell(command, context), analyseShell(command, context));
    }
  });
});
