import { call, type Compute, L, list, method, type Reduction } from './reductionForms.ts';

/** Where home is, and names that are joined to paths. */
export function pathReductions(home: string): readonly Reduction[] {
  const joined: Compute = (values) => joinNames(values);
  return [
    {
      pattern: new RegExp(
        String.raw`(?:(?<![\w.])(?:(?:pathlib\.)?Path\.home\(\)|(?:require\(${L}\)\.|os\.)?homedir\(\)|Dir\.home(?:\(\))?|process\.env\.(?:HOME|USERPROFILE)|\$ENV\{['"]?HOME['"]?\}|\$_(?:SERVER|ENV)\[${L}\]|Deno\.env\.get\(${L}\)|(?:Bun|Deno)\.env\.HOME|import\.meta\.env\.HOME|System\.get_env\(${L}\)|ENVIRON\[${L}\]|ENV\[${L}\]|ENV\.fetch\(${L}\)|process\.env\[${L}\]|(?:os\.)?environ(?:\[${L}\]|\.get\(${L}[^()]{0,20}\))|(?:os\.|System\.)?[gG]et[eE]nv\(${L}[^()]{0,20}\)))`,
        'g',
      ),
      compute: (values) => {
        const name = values.find((value) => value !== 'os' && value !== 'node:os');
        return name === undefined || name === 'HOME' || name === 'USERPROFILE' ? home : null;
      },
    },
    call(
      String.raw`(?:os\.path|path|posixpath)\.(?:expanduser|expandvars|abspath|realpath|normpath|normcase)|File\.(?:expand_path|realpath|absolute_path)|(?:pathlib\.)?(?:Pure)?(?:Posix)?Path|Pathname(?:\.new)?|str|String|os\.fspath|bytes|path\.(?:resolve|normalize)|realpath|fs\.realpathSync|glob|java\.io\.File|Paths\.get|Path\.of`,
      (value) => inHome(value, home),
    ),
    method(
      'expanduser|resolve|absolute|as_posix|toString|decode|encode|strip|trim|chomp|to_s|to_str|freeze|lstrip|rstrip|strip_margin|valueOf|normalize|expand_path',
      (value) => inHome(value, home),
    ),
    {
      pattern: new RegExp(
        String.raw`(?<![\w.])(?:(?:os\.path|posixpath|path(?:\.posix)?|File|filepath|File::Spec->catfile|File::Spec->catdir|catfile|pathlib|Paths)(?:\.(?:join|resolve|get))?|(?:pathlib\.)?(?:Pure)?Path)\s*\(\s*${L}(?:\s*,\s*${L}){1,15}\s*\)`,
        'g',
      ),
      compute: joined,
    },
    { pattern: new RegExp(`${L}\\s*/\\s*${L}`, 'g'), compute: joined },
    {
      pattern: new RegExp(`${L}\\.joinpath\\(\\s*${list}\\s*\\)`, 'g'),
      compute: joined,
    },
  ];
}

function inHome(value: string, home: string): string {
  return value === '~' || value.startsWith('~/')
    ? home + value.slice(1)
    : value.replace(/^\$\{?HOME\}?(?=\/|$)/, home);
}

/** As the languages join paths: an absolute name starts again. */
function joinNames(values: readonly string[]): string {
  return values.reduce((path, name) => {
    if (name.startsWith('/') && path !== '') return name;
    return path === '' ? name : `${path.replace(/\/+$/, '')}/${name}`;
  }, '');
}
