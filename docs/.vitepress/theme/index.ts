import { inBrowser, onContentUpdated, type Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme'
import { sameTabEverywhere, showChosenTabs } from './same-tab-everywhere.ts'
import './style.css'

export default {
  extends: DefaultTheme,
  setup: () => onContentUpdated(showChosenTabs),
  enhanceApp() {
    if (inBrowser) sameTabEverywhere()
  },
} satisfies Theme
