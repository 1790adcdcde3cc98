import assert from 'node:assert/strict';
import { FULL } from './capabilities.ts';
import { contentOf } from './client.ts';
import { eachWithServer } from './session.ts';

describe('The hover', () => {
  const client = eachWithServer();

  it('tells at CMD how PID 1 ends', async () => {
    const editor = client();
    await editor.open('v3/Dockerfile');
    const hover = await editor.hover('v3/Dockerfile', 'CMD');
    const { kind, value } = contentOf(hover);
    assert.equal(kind, 'markdown');
    assert.match(value, /^\*\*The container stops while its server still runs\.\*\*/);
    assert.match(value, /PID 1 starts as `sh \/my-app\/startup\.sh`\./);
    assert.deepEqual(
      hover?.range,
      editor.find('v3/Dockerfile', 'CMD ["sh", "/my-app/startup.sh"]'),
    );
  });

  it('draws at CMD the processes, and who is killed', async () => {
    const editor = client();
    await editor.open('v3/Dockerfile');
    const { value } = contentOf(await editor.hover('v3/Dockerfile', 'CMD'));
    const [job, exit, end, ...others] = value.split('\n').filter(line => /^[├└]/.test(line));
    assert.deepEqual(others, []);
    const link = (line: number): string =>
      `([startup.sh, line ${line}](${editor.uri('v3/startup.sh')}#L${line}))`;
    assert.equal(
      job,
      `├─ \`node /my-app/server.js\` runs in the background ${link(4)}, and is killed when PID 1 ends.  `,
    );
    assert.equal(exit, `├─ PID 1 ends at \`exit\` ${link(9)} when PRODUCTION_ENV is empty.  `);
    assert.ok(end?.startsWith(`└─ PID 1 ends at the end of the script ${link(16)} when`), end);
  });

  it('links at CMD the way to every script', async () => {
    const editor = client();
    editor.write('v3/settings.sh', 'PORT=80\n');
    editor.write('v3/migrate.sh', '. /my-app/settings.sh\n');
    await editor.open('v3/startup.sh', 'cd /my-app\nsh ./migrate.sh\nexec node server.js\n');
    await editor.open('v3/Dockerfile');
    const { value } = contentOf(await editor.hover('v3/Dockerfile', 'CMD'));
    const link = (text: string, path: string, line: number): string =>
      `[${text}](${editor.uri(path)}#L${line})`;
    assert.ok(
      value.endsWith(
        [
          `- ${link('Dockerfile, line 4', 'v3/Dockerfile', 4)} starts ${link('`v3/startup.sh`', 'v3/startup.sh', 1)}`,
          `  - ${link('startup.sh, line 2', 'v3/startup.sh', 2)} starts ${link('`v3/migrate.sh`', 'v3/migrate.sh', 1)}`,
          `    - ${link('migrate.sh, line 1', 'v3/migrate.sh', 1)} sources ${link('`v3/settings.sh`', 'v3/settings.sh', 1)}`,
        ].join('\n'),
      ),
      value,
    );
  });

  it('tells at a command what it does', async () => {
    const editor = client();
    await editor.open('v3/startup.sh');
    const { value } = contentOf(await editor.hover('v3/startup.sh', 'node /my-app/server.js'));
    assert.match(
      value,
      /^`node \/my-app\/server\.js` serves and does not end, here in the background\./,
    );
    assert.match(value, /Presumed/);
    const launcher = contentOf(await editor.hover('v3/startup.sh', '/my-app/my-tools/start'));
    assert.match(launcher.value, /my-tools\/start/);
  });

  it('is silent elsewhere', async () => {
    const editor = client();
    await editor.open('v3/Dockerfile');
    assert.equal(await editor.hover('v3/Dockerfile', 'WORKDIR'), null);
    await editor.open('unrelated.txt', 'node server.js\n');
    assert.equal(await editor.hover('unrelated.txt', 'node'), null);
  });

  it('follows what is typed', async () => {
    const editor = client();
    await editor.open('v3/Dockerfile');
    await editor.open('v3/startup.sh');
    await editor.edit('v3/startup.sh', 'nohup node /my-app/server.js &', 'node /my-app/server.js');
    const { value } = contentOf(await editor.hover('v3/Dockerfile', 'CMD'));
    assert.match(value, /^\*\*The container stays up\.\*\*/);
  });
});

describe('The hover without Markdown', () => {
  const client = eachWithServer({
    capabilities: { ...FULL, textDocument: { hover: { contentFormat: ['plaintext'] } } },
  });

  it('says the same in plain text', async () => {
    const editor = client();
    await editor.open('v3/Dockerfile');
    const { kind, value } = contentOf(await editor.hover('v3/Dockerfile', 'CMD'));
    assert.equal(kind, 'plaintext');
    assert.match(value, /^The container stops while its server still runs\. PID 1 starts as sh \//);
    assert.doesNotMatch(value, /[*`[\]]/);
    assert.match(value, /\n\n├─ .*\n└─ .*\n\n- Dockerfile, line 4 starts v3\/startup\.sh$/s);
  });
});
