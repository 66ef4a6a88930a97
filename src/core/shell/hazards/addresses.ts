/** How options name addresses that everybody on the network can reach. */

/** An address that is not this machine alone, as the value of an option or by itself. */
export const everybody = String.raw`(?:0\.0\.0\.0|\[?::\]?|\*|0(?=[\s:]|$))`;
const hostOption = String.raw`(?:--?(?:host(?:name)?|ip|bind(?:[-_]addr(?:ess)?)?|address|addr|listen(?:-(?:host|address|on))?|interface|server\.address|ServerApp\.ip|NotebookApp\.ip)|-[abHil])`;
/** `--host 0.0.0.0`, `--ip='*'`, `-l 0.0.0.0:99`. */
export const onEverything = new RegExp(
  String.raw`(?:^|\s)${hostOption}[=\s]\s{0,2}["']?(?:tcp:\/\/|http:\/\/)?${everybody}(?=["':\s]|$)`,
);
