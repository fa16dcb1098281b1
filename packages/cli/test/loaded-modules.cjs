// Preloaded by loaded-by.ts: says at the end which modules of Node the program has loaded, as Node itself had them before.
const { writeFileSync } = require('node:fs')

const before = new Set(process.moduleLoadList)
process.on('exit', () => {
  const loaded = process.moduleLoadList.filter((name) => !before.has(name))
  writeFileSync(process.env.LOADED_MODULES, JSON.stringify(loaded.map((name) => name.replace('NativeModule ', ''))))
})
