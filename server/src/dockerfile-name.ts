/**
 * True for the names that Dockerfiles have: `Dockerfile`, `Containerfile`, `Dockerfile.*`,
 * `*.Dockerfile` and `*.dockerfile`, but not the ignore file of a Dockerfile.
 */
export function isDockerfileName(name: string): boolean {
  if (name.endsWith('.dockerignore')) return false;
  return /^(Dockerfile|Containerfile)$|^Dockerfile\.|\.[Dd]ockerfile$/.test(name);
}
