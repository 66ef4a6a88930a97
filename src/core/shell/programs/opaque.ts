/**
 * Programs whose work stands in code that they read: they build, test, package, deploy or run something. Names with
 * blanks around them, in one text: a set would be made anew by every hook.
 */
const opaquePrograms = [
  // Builders and their runners.
  ' make gmake bmake just task go-task rake invoke inv nox tox ninja meson cmake ctest cpack scons waf bazel bazelisk',
  ' buck buck2 pants please b2 xmake premake gn west platformio pio arduino-cli gradle gradlew mvn mvnw ant sbt mill',
  ' lein boot ivy xcodebuild msbuild nmake autoreconf configure rebar3 mix cabal stack dune opam nix nix-build nix-shell',
  ' earthly dagger act skaffold tilt docker-compose vagrant packer',
  // Package managers, which run what packages declare.
  ' npm pnpm yarn yarnpkg cnpm npx pnpx bunx nlx corepack lerna nx turbo pip pip3 pipx uv uvx poetry pdm hatch rye pixi',
  ' pipenv conda mamba micromamba easy_install gem bundle bundler composer cargo cross go dotnet nuget pod swift luarocks',
  ' cpan cpanm stackage shards nimble vcpkg conan spack',
  // Test runners.
  ' pytest py.test unittest nosetests jest vitest mocha ava tap jasmine karma cypress playwright wdio testcafe rspec',
  ' minitest phpunit pest behat codecept bats busted prove tast cucumber robot behave locust k6 artillery hypothesis',
  // Interpreters and what starts programs with them.
  ' python python2 python3 pypy pypy3 ipython bpython micropython jython node nodejs deno bun tsx ts-node perl raku ruby',
  ' jruby php lua luajit Rscript R r julia osascript tclsh wish guile sbcl clisp racket scheme gst swipl octave elixir iex',
  ' erl escript ghci runghc runhaskell groovy scala kotlin java jshell jrunscript jjs bb clojure clj expect gjs qjs nu',
  ' elvish xonsh pwsh powershell csi sage gdb lldb valgrind mpirun mpiexec srun sbatch torchrun accelerate streamlit',
  ' uvicorn gunicorn flask django-admin rails jupyter papermill nbconvert marimo snakemake nextflow dvc airflow dbt',
  ' ansible ansible-playbook puppet chef-client terraform tofu terragrunt pulumi cdk sam serverless helm helmfile ',
].join('');

/** True when what a program does is not in its words, nor in a script that can be followed. */
export function isOpaque(name: string): boolean {
  return (
    opaquePrograms.includes(` ${name.replace(/(?<=\D)\d+(?:\.\d+)*$/, '')} `) ||
    opaquePrograms.includes(` ${name} `)
  );
}
