/**
 * True for the names that Dockerfiles have: `Dockerfile`, `Containerfile`, `Dockerfile.*`,
 * `*.Dockerfile` and `*.dockerfile`, but not the ignore file of a Dockerfile, nor what a Dockerfile is made from.
 */
export function isDockerfileName(name: string): boolean {
  if (/\.(dockerignore|template|tmpl|tpl|j2|jinja2?|erb|in)$/.test(name)) return false;
  return /^(Dockerfile|Containerfile)$|^Dockerfile\.|\.[Dd]ockerfile$/.test(name);
}
