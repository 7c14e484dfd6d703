import { createTheme, type MantineColorsTuple } from '@mantine/core'

// Ten steps each, light to dark, around the three colours of the picture.
const attract: MantineColorsTuple = ['#eaf3fa', '#d5e6f3', '#abcde8', '#7eb2db', '#559bcf', '#3d8cc5', '#2f7fb8', '#246a9e', '#1c5884', '#134568']
const engage: MantineColorsTuple = ['#fdf1e4', '#fae2c9', '#f3c596', '#eba65f', '#e38d38', '#d9822b', '#c56f18', '#a65a0e', '#874809', '#683706']
const delight: MantineColorsTuple = ['#e8f5ed', '#d2e9db', '#a5d3b7', '#75bb90', '#4da870', '#3a9a60', '#2f8a57', '#237248', '#1a5c39', '#11462b']

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '650' },
  colors: { attract, engage, delight },
  primaryColor: 'attract',
  primaryShade: 7,
  autoContrast: true,
  luminanceThreshold: 0.33,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  black: '#1b2433',
})
