import type { BuiltInRule } from './builtInRule.ts';

const asked = { read: 'allow', write: 'ask', delete: 'ask' } as const;

/** Files of a project that run code elsewhere or later: an agent reads them freely and asks before it writes. */
export const projectRules: readonly BuiltInRule[] = [
  {
    id: 'project.ci',
    family: 'built-in',
    title: 'a CI definition',
    access: asked,
    paths: [
      '.github/{workflows,actions}',
      '.gitlab-ci.yml',
      '.gitlab-ci.yaml',
      '.gitlab/ci',
      '{.circleci,.buildkite,.woodpecker,.semaphore,.tekton}',
      '{.travis,.drone,.woodpecker,appveyor,.appveyor,azure-pipelines,bitbucket-pipelines,cloudbuild,buildspec}.{yml,yaml}',
      'Jenkinsfile',
    ],
    why: 'It runs on your CI with the project’s secrets.',
    remedy: 'Propose the change as text, or let the user confirm it.',
  },
  {
    id: 'project.editor',
    family: 'built-in',
    title: 'an editor file that can run tasks',
    access: asked,
    paths: [
      '.vscode/{settings,tasks,launch,mcp}.json',
      '*.code-workspace',
      '.devcontainer',
      '.devcontainer.json',
      '.idea/runConfigurations',
    ],
    why: 'The editor runs what stands there.',
    remedy: 'Propose the change as text, or let the user confirm it.',
  },
  {
    id: 'project.packages',
    family: 'built-in',
    title: 'a package manager’s configuration',
    access: asked,
    paths: [
      '{.npmrc,.yarnrc,.yarnrc.yml,.pnpmfile.cjs,pnpmfile.js,bunfig.toml}',
      '{pip.conf,pip.ini,.condarc}',
      '.cargo/config{,.toml}',
      '.bundle/config',
      '{nuget.config,NuGet.Config,NuGet.config}',
      '.mvn/{extensions.xml,jvm.config,maven.config,settings.xml}',
      'gradle-wrapper.properties',
    ],
    places: ['workspace', 'home'],
    why: 'It decides from where code is fetched and what runs at installation.',
    remedy: 'Propose the change as text, or let the user confirm it.',
  },
  {
    id: 'project.hooks',
    family: 'built-in',
    title: 'a tracked git hook or a tool server that agents start',
    access: asked,
    paths: ['.husky', '.githooks', '.mcp.json', '.cursor/mcp.json'],
    why: 'It runs code on the machine of everyone who uses this project.',
    remedy: 'Propose the change as text, or let the user confirm it.',
  },
  {
    id: 'project.pinfold',
    family: 'built-in',
    title: 'the project’s Pinfold policy',
    access: asked,
    paths: ['.pinfold'],
    why: 'It is the fence itself.',
    remedy: 'Propose the change as text; the user edits the policy.',
  },
];
