export const en = { title: 'Flywheel' }
export const vi: typeof en = { title: 'Bánh đà' }
