/**
 * What may go without a question: what builds, tests and tools make anew, by the names that it has everywhere.
 */

/** Folders that tools fill. `-build`, `build-` and the like count as well. */
const made = new Set(
  '__pycache__ node_modules bower_components jspm_packages elm-stuff dist dists build builds _build out output outputs target coverage htmlcov site _site public tmp temp cache caches _cache logs log obj bin artifacts artifact test-results test-output test-reports playwright-report reports storybook-static venv env virtualenv wheelhouse pods deriveddata zig-out zig-cache _deps cmakefiles release debug lcov-report allure-results allure-report scratch generated __generated__ _generated gen initramfs bundle bundles package-cache cdk.out dump dumps trash doctrees _autosummary __snapshots__ screenshots'
    .split(' ')
    .filter((name) => name !== ''),
);

/** The same names where a folder of the sources has them, too. */
const alsoSources = /^(?:bin|site|public|env|log|logs|gen|bundle|debug|release)$/;

/** Folders with a dot: caches and results of tools. Those that people fill are not among them. */
const madeHidden =
  /^\.(?:[\w-]*cache|next|nuxt|svelte-kit|output|out|build|dist|tmp|temp|vite|vitepress|turbo|parcel|angular|expo|nx|docusaurus|gradle|kotlin|tox|nox|venv[\w-]*|env\.d|eggs|hypothesis|ipynb_checkpoints|nyc_output|coverage|terraform|terragrunt[\w-]*|serverless|aws-sam|dart_tool|stack-work|bundle|sass|ccls|clangd|metals|bloop|bsp|pub|yarn|pnp|pnpm-store|npm|virtualenv|direnv|wrangler|vercel|netlify|firebase|quarto|jekyll-metadata|doctrees|buildinfo|scannerwork|testmondata|benchmarks|mypy|pytype|pyre|rpt2|swc|webpack|rollup|fusebox|dynamodb|localstack|vagrant|ds_store|appledouble|trash[\w-]*|coverage\.\S*|_\S*|#\S*)$/;

const madeForms =
  /^(?:[\w.-]*[-_.](?:build|cache|dist|out|tmp|temp|venv|env|logs?|bak|backup|old|orig|output|results?|report)|(?:build|cache|dist|out|tmp|temp|venv|cmake-build|bazel|target|coverage|backup|old|scratch)[-_.][\w.*?[\]-]*|tmp\w*|temp\d*|[\w.*-]*\.(?:egg-info|dist-info|dsym|app|xcarchive|xcresult|framework|assets))$/i;

/** Files that tools leave behind. */
const leftFile =
  /\.(?:py[cod]|[oad]|obj|so|dylib|dll|exe|lib|class|jar|war|beam|hi|cm[ioxta]+|elc|log|logs|tmp|temp|bak|backup|old|orig|rej|sw[a-p]|swx|gcda|gcno|gcov|profraw|profdata|pid|lock|cache|dmp|core|stackdump|tsbuildinfo|eslintcache|stylelintcache|map|min\.js|min\.css|aux|toc|fls|fdb_latexmk|synctex\.gz|bbl|blg|nav|snm|vrb|bcf|run\.xml|idx|ilg|ind|whl|egg|nupkg|tgz|part|partial|crdownload|download|trace|prof|pstats|lcov|coverage|out|test|pch|gch|ilk|pdb|idb|ncb|sdf|suo|res|ds_store|identifier)$|^\.?#|~$|^core\.[\d*?[\]-]+$|^(?:npm|yarn|pnpm)-(?:debug|error)|^(?:\.ds_store|thumbs\.db|desktop\.ini|ehthumbs\.db|nohup\.out|\.coverage.*|\._.*|tmp.*|temp[._*-].*|hs_err.*|a\.out|\.fuse_hidden.*|\.nfs.*|.*\.log\..*|.*:zone.*)$/i;

/**
 * Whether a path or pattern stands for nothing but build output and leftovers.
 *
 * @param path - below the place that the command works in, as far as it is.
 */
export function isLeftover(path: string): boolean {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '**');
  const last = parts.at(-1) ?? '';
  const inMade = parts.some((part, at) => isMade(part, parts[at - 1] ?? ''));
  return inMade || (leftFile.test(last) && !/^[*?.]*$/.test(last));
}

function isMade(written: string, before: string): boolean {
  const part = written.toLowerCase().replace(/^\*+(?=[a-z_])|(?<=[a-z_])\*+$/g, '');
  if (made.has(part)) return !(before === 'src' && alsoSources.test(part));
  return madeHidden.test(part) || madeForms.test(part) || madeForms.test(written);
}

/** Whether the name is that of one file, not of a folder: it has an ending, or one of the names without one. */
export function isFileName(path: string): boolean {
  const last = path.replace(/\/+$/, '').replace(/^.*\//, '');
  if (path.endsWith('/') || /[*?[\]]/.test(last)) return false;
  return (
    /^[^.].*\.[A-Za-z]\w{0,11}$|^\..+\.[A-Za-z]\w{0,11}$/.test(last) ||
    /^(?:[A-Z][A-Z_-]{2,}|[A-Z]\w*file)$/.test(last) ||
    /^\.[\w-]+(?:rc|ignore|attributes|file|keep|config|env)$|^\.env|^(?:gradlew|mvnw|configure)$/.test(
      last,
    )
  );
}

/** Whether a pattern of names takes all files of a kind that people write: `*`, `*.py`, `s*`. */
export function takesWork(pattern: string): boolean {
  if (isLeftover(pattern)) return false;
  const last = pattern.replace(/\/+$/, '').replace(/^.*\//, '');
  // A name of which three letters are known is about some files, not about all of them.
  const stem = last.replace(/\.[\w*{},[\]]+$/, '');
  if (/[A-Za-z\d]{3}/.test(stem.replaceAll(/\[[^\]]{0,64}\]|\([^)]{0,64}\)/g, ''))) return false;
  return !madeData.test(last);
}

/** Pictures, sounds and archives of one folder are results more often than work. */
const madeData =
  /\.(?:png|jpe?g|gif|bmp|tiff?|webp|mp[34]|wav|avi|mov|mkv|ogg|flac|gz|zip|tar|bz2|xz|7z|rar|deb|rpm|dmg|iso|vsix|gem|crate|npz|npy|pkl|pt|ckpt|csv|tsv|parquet|xlsx?|pdf|svg|html)$/i;
