// Node's `assert/strict`, for browsers.
module.exports = require('assert').strict;
