import { createTheme, type MantineColorsTuple } from '@mantine/core'

import type { Language } from './language'

// Ten steps each, light to dark, around the three colours of the picture, and one for what is wrong or ends something.
const attract: MantineColorsTuple = ['#eaf3fa', '#d5e6f3', '#abcde8', '#7eb2db', '#559bcf', '#3d8cc5', '#2f7fb8', '#246a9e', '#1c5884', '#134568']
const engage: MantineColorsTuple = ['#fdf1e4', '#fae2c9', '#f3c596', '#eba65f', '#e38d38', '#d9822b', '#c56f18', '#a65a0e', '#874809', '#683706']
const delight: MantineColorsTuple = ['#e8f5ed', '#d2e9db', '#a5d3b7', '#75bb90', '#4da870', '#3a9a60', '#2f8a57', '#237248', '#1a5c39', '#11462b']
const red: MantineColorsTuple = ['#fcecea', '#f7d6d3', '#eeb0aa', '#e58a82', '#dd6f65', '#d5564b', '#c4443a', '#b3352d', '#932a23', '#74211c']

/** The kit's look, and what its own buttons are called in a language. */
export const themeIn = (language: Language) => createTheme({
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '650' },
  // The kit's own green and yellow are too faint to be read on their tint.
  colors: { attract, engage, delight, red, blue: attract, green: delight, yellow: engage, orange: engage },
  primaryColor: 'attract',
  primaryShade: 7,
  autoContrast: true,
  luminanceThreshold: 0.33,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  black: '#1b2433',
  components: {
    // Coloured titles on a tinted ground are too faint to read; the ground says enough.
    Alert: { styles: { label: { color: 'var(--ink)' } } },
    // Titles name what they are about and may take two lines; the kit sets them for one.
    Modal: { defaultProps: closing(language), styles: { title: { lineHeight: 1.35 } } },
    Drawer: { defaultProps: closing(language), styles: { title: { lineHeight: 1.35 } } },
    Notification: { defaultProps: closing(language) },
    InputClearButton: { defaultProps: { 'aria-label': language === 'vi' ? 'Xoá' : 'Clear' } },
    PasswordInput: { defaultProps: { visibilityToggleButtonProps: { 'aria-label': language === 'vi' ? 'Hiện chữ đã gõ' : 'Show what was typed' } } },
    // What holds the focus until an item has it may be no child of a menu.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
  },
})

const closing = (language: Language) => ({ closeButtonProps: { 'aria-label': language === 'vi' ? 'Đóng' : 'Close' } })
