import { DEBIAN, type ImageRow, NO_SHELL, RED_HAT } from './row.ts';

const OFFICIAL = 'docker-library/official-images';

/** Images of operating systems, which start a shell. */
export const systems: readonly ImageRow[] = [
  {
    name: 'almalinux',
    system: RED_HAT,
    command: ['/bin/bash'],
    source: `${OFFICIAL} library/almalinux`,
  },
  {
    name: 'amazonlinux',
    system: RED_HAT,
    command: ['/bin/bash'],
    source: `${OFFICIAL} library/amazonlinux`,
  },
  {
    name: 'buildpack-deps',
    system: DEBIAN,
    command: ['bash'],
    source: `${OFFICIAL} library/buildpack-deps`,
  },
  { name: 'centos', system: RED_HAT, command: ['/bin/bash'], source: `${OFFICIAL} library/centos` },
  { name: 'fedora', system: RED_HAT, command: ['/bin/bash'], source: `${OFFICIAL} library/fedora` },
  { name: 'gcc', system: DEBIAN, command: ['bash'], source: `${OFFICIAL} library/gcc` },
  {
    name: 'oraclelinux',
    system: RED_HAT,
    command: ['/bin/bash'],
    source: `${OFFICIAL} library/oraclelinux`,
  },
  {
    name: 'rockylinux',
    system: RED_HAT,
    command: ['/bin/bash'],
    source: `${OFFICIAL} library/rockylinux`,
  },
  { name: 'scratch', system: NO_SHELL, source: 'Dockerfile reference, "FROM"' },
  { name: 'ubuntu', system: DEBIAN, command: ['/bin/bash'], source: `${OFFICIAL} library/ubuntu` },
];
