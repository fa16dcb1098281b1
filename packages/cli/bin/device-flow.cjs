#!/usr/bin/env node
// Here before anything is built, so that npm links the command at install. Each command waits for the file that it needs.
module.exports = ['token', 'status'].includes(process.argv[2])
  ? require('../dist/offline.cjs')
  : require('../dist/main.cjs')
