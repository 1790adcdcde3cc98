#!/bin/sh

# ウェブサーバーを起動する
nohup node /my-app/server.js &

# 監視ツールを起動する
/my-app/my-tools/start

# もう一つのデーモンを起動する
/my-app/my-another-tools/execute my-daemon
