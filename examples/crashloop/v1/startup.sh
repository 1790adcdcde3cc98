#!/bin/sh

# 監視ツールを起動する
/my-app/my-tools/start

# もう一つのデーモンを起動する
/my-app/my-another-tools/execute my-daemon

# ウェブサーバーを起動する
node /my-app/server.js
