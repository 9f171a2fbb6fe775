// Will `npm ci` accept the lock file, on this platform and on the others?

type Locked = { version?: string; resolved?: string; optionalDependencies?: Record<string, string> }
type LockFile = { packages: Record<string, Locked> }

/**
 * Optional packages (binaries for other platforms) without an entry. npm leaves out those it could not fetch while it wrote
 * the file, and `npm ci` then refuses the whole file.
 */
export function missingOptionals({ packages }: LockFile): string[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {})
      .filter((name) => !isThere(packages, path, name))
      .map((name) => `${name} of ${path}`),
  )
}

/** As Node looks: beside the package itself, then in every folder above. */
function isThere(packages: Record<string, Locked>, from: string, name: string): boolean {
  const folders = from
    .split('/node_modules/')
    .map((_part, depth, parts) => parts.slice(0, depth + 1).join('/node_modules/'))
  return ['', ...folders].some(
    (folder) => `${folder === '' ? '' : `${folder}/`}node_modules/${name}` in packages,
  )
}
