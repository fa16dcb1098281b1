#!/usr/bin/env node
// Here before anything is built, so that npm links the command at install.
module.exports = require('../dist/bin.cjs')
