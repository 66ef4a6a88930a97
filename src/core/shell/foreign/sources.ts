/** Programs that take source text, by what they do with it. */

/** Compilers: what they make of a download is one, and what they make of written text is judged by that text. */
export const compilers =
  /^(?:cc|gcc|g\+\+|c\+\+|clang|clang\+\+|tcc|rustc|gfortran|nasm|as|go|javac|kotlinc|scalac|ghc|ocamlfind|ocamlopt|dmd|ldc2|nim|crystal|zig|swiftc|mcs|csc|fpc|v|vala|valac|x86_64-linux-gnu-gcc|x86_64-w64-mingw32-gcc|java|tsc|esbuild)$/;

/** Interpreters that are judged by text which the same command line wrote for them. */
export const readers =
  /^(?:python[\d.]*|pypy3?|node|nodejs|deno|bun|tsx|ts-node|perl|raku|ruby|php|lua(?:jit|[\d.]*)|Rscript|julia|tclsh|wish|expect|elixir|escript|erl|groovy|scala|kotlin|swift|osascript|guile|racket|nu|pwsh|runghc|crystal|bb|clojure|jrunscript|awk|gawk)$/;
