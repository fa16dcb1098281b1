// Whether each type that a public signature mentions is exported. TypeDoc asks that only of the package that it is run in, so each has a run.
import { Application, LogLevel } from 'typedoc'
import { publishedEntries } from './api-entries.mjs'
import config from './typedoc.config.mjs'

/** They work out a public type; nobody would name them. */
const UNNAMED = { machine: ['createChart'], react: ['Destructurable'], vue: ['Refs'] }

const entries = publishedEntries()
const packages = new Set(entries.map(({ page }) => page.split('/')[0]))

for (const name of packages) {
  const own = entries.filter(({ page }) => page === name || page.startsWith(`${name}/`))
  const app = await Application.bootstrapWithPlugins({
    ...config,
    entryPoints: own.map(({ types }) => types),
    validation: { notExported: true, invalidLink: false, notDocumented: false },
    intentionallyNotExported: UNNAMED[name] ?? [],
    logLevel: LogLevel.Warn,
  })
  const project = await app.convert()
  if (project) app.validate(project)
  if (!project || app.logger.hasWarnings() || app.logger.hasErrors()) process.exitCode = 1
}
