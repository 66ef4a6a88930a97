/**
 * File types that search tools know by name, with all names of files that any of them takes for that type.
 */
const groups: readonly (readonly [types: string, globs: string])[] = [
  ['all', '*'],
  [
    'sh zsh',
    '{*.sh,*.bash,*.zsh,*.csh,*.ksh,*.tcsh,*.fish,.bash*,.z*,.profile,.log*,.*shrc,profile,bash*,z*,*rc}',
  ],
  ['c cpp cc objc h', '*.{c,h,C,H,cc,cpp,cxx,c++,hh,hpp,hxx,h++,inl,ipp,tpp,cats,in,m,mm}'],
  ['config ini', '*.{cfg,conf,config,ini}'],
  ['cs csharp', '*.cs'],
  ['css less sass scss', '*.{css,scss,sass,less}'],
  ['dart', '*.dart'],
  ['elixir', '*.{ex,eex,exs,heex}'],
  ['go', '*.go'],
  ['haskell hs', '*.{hs,lhs,cpphs,c2hs,hsc}'],
  ['html', '*.{htm,html,ejs,shtml,xhtml}'],
  ['java', '*.{java,jsp,jspx,properties}'],
  ['js', '*.{js,jsx,vue,cjs,mjs}'],
  ['json', '*.{json,lock}'],
  ['kotlin', '*.{kt,kts}'],
  ['lua', '*.lua'],
  ['md markdown', '*.{md,markdown,mdown,mdwn,mkd,mkdn,mdx}'],
  ['perl', '*.{pl,pm,t,plx,perl,PL,plh,pod,psgi}'],
  ['php', '*.{php,php3,php4,php5,php7,php8,phpt,pht,phtml}'],
  ['py python', '*.{py,pyi}'],
  [
    'rb ruby',
    '{*.rb,*.gemspec,*.rbw,*.rake,*.erb,*.rhtml,*.rjs,*.rxml,*.spec,Gemfile,Rakefile,config.ru,.irbrc}',
  ],
  ['rust', '*.rs'],
  ['scala', '*.{scala,sbt}'],
  ['sql', '*.{sql,psql,ctl}'],
  ['swift', '*.swift'],
  [
    'systemd',
    '*.{automount,conf,device,link,mount,path,scope,service,slice,socket,swap,target,timer}',
  ],
  ['tf', '{*.tf,*.tfvars,*.tf.json,*.tfvars.json,*.terraformrc,terraform.rc,*.tfrc,*.hcl}'],
  ['toml', '{*.toml,Cargo.lock}'],
  ['ts typescript', '*.{ts,tsx,cts,mts}'],
  ['txt', '*.txt'],
  ['xml', '*.{xml,dist,dtd,xsl,xslt,xsd,xjb,rng,sch,xhtml,ent}'],
  ['yaml', '*.{yaml,yml}'],
  ['zig', '*.zig'],
];

const known: ReadonlyMap<string, string> = new Map(
  groups.flatMap(([types, globs]) => types.split(' ').map((type) => [type, globs] as const)),
);

export function isTypeOption(name: string): boolean {
  return name === '-t' || name === '--type' || name === '--file-type';
}

/** The names of files of the types in a list (`py,rust`); null when one of them is not known here. */
export function globsOfType(list: string): readonly string[] | null {
  const globs = list.split(',').map((type) => known.get(type));
  return globs.includes(undefined) ? null : (globs as string[]);
}
