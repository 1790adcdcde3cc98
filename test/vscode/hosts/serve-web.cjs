// Serves the VS Code that runs in the browser alone; its options are the first argument, as JSON.
const { open } = require('@vscode/test-web');

open({ browserType: 'none', ...JSON.parse(process.argv[2]) });
