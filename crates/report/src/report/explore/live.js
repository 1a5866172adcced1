// Served: asks whether the sources have changed and loads again, the view kept by the address.
(function () {
  setInterval(async () => {
    try {
      const now = await (await fetch('/version', { cache: 'no-store' })).text();
      if (now !== madeAs) location.reload();
    } catch { say('The server has stopped'); }
  }, 1000);
})();
