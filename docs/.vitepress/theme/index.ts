import { inBrowser, onContentUpdated, type Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme'
import { sameTabEverywhere, showChosenTab } from './same-tab-everywhere.ts'
import './style.css'

export default {
  extends: DefaultTheme,
  setup: () => onContentUpdated(showChosenTab),
  enhanceApp() {
    if (inBrowser) sameTabEverywhere()
  },
} satisfies Theme
