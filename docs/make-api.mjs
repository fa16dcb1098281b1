// Writes the API reference. It is an error to mention a type in a public signature and not to export it: TypeDoc asks that of one package, here
// of each in turn.
import { Application, LogLevel } from 'typedoc'
import { publishedEntries } from './api-entries.mjs'
import config from './typedoc.config.mjs'

/** They work out a public type; nobody would name them. */
const UNNAMED = {
  '@device-flow/machine': ['createChart'],
  '@device-flow/react': ['Destructurable'],
  '@device-flow/vue': ['Refs'],
}

const packages = new Set(publishedEntries().map((entry) => entry.package))

const app = await Application.bootstrapWithPlugins({ ...config, logLevel: LogLevel.Warn })
const project = await app.convert()
if (project) {
  app.validate(project)
  app.options.setValue('validation', { notExported: true, notDocumented: false, invalidLink: false })
  const { packageName } = project
  for (const name of packages) {
    project.packageName = name
    app.options.setValue('intentionallyNotExported', UNNAMED[name] ?? [])
    app.validate(project)
  }
  project.packageName = packageName
  await app.generateOutputs(project)
}
if (!project || app.logger.hasWarnings() || app.logger.hasErrors()) process.exitCode = 1
