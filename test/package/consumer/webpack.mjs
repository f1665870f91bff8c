import webpack from 'webpack';

const output = { path: `${import.meta.dirname}/built/webpack`, filename: 'main.js' };
webpack({ mode: 'production', entry: './main.js', output, performance: false }, (error, stats) => {
  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString());
});
